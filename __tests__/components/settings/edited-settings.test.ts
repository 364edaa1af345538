import { afterEach, describe, expect, it } from 'vitest';
import { speak } from '@/__tests__/support/speak';
import { editedSettings, settingName } from '@/components/settings/edited-settings';

afterEach(() => speak('en'));

describe('a setting that two people changed', () => {
  it.each([
    ['en', 'Soft cap', 'Table idle: Warn after', 'Void rate'],
    ['es', 'Tope flexible', 'Mesa inactiva: Advertir después de', 'Tasa de anulación'],
    ['zh-Hans', '软上限', '赌台闲置：警告，超过', '作废率'],
  ] as const)('is named in %s as it is on the screen', (language, cap, figure, rule) => {
    speak(language);
    expect(settingName('rewardSoftCapPoints')).toBe(cap);
    expect(settingName('alertThresholds.tableIdle.warnMinutes')).toBe(figure);
    expect(settingName('alertThresholds.promoVoidRate.enabled')).toBe(rule);
  });

  it('shows its figures as they are written', () => {
    const { factText } = editedSettings('USD');
    expect(factText('rewardSoftCapPoints', 1_500)).toBe('1,500');
    expect(factText('alertThresholds.outstandingAging.maxFaceValueCents', 200_050)).toBe('$2,000.50');
    expect(factText('rewardPresetPoints', [100, 250])).toBe('100 and 250');
    expect(factText('rewardsPerStaffPerMinute', null)).toBe('none');
    expect(factText('promoRequireExactMatch', true)).toBe('on');
  });
});
