import { describe, expect, it } from 'vitest';
import { caseStatusLabel, missingLabel, personRoleLabel } from '@/components/compliance/case-words';
import { ctrCaseStatusSchema, ctrMissingSchema, ctrPersonRoleSchema } from '@/services/ctr/dtos';

describe('the words of a case', () => {
  it('say each thing that may be missing apart', () => {
    const said = ctrMissingSchema.options.map(missingLabel);
    expect(new Set(said).size).toBe(ctrMissingSchema.options.length);
    expect(missingLabel('birthDate')).toBe('Item 17: date of birth');
  });

  it('say each status and role apart', () => {
    const said = [
      ...ctrCaseStatusSchema.options.map(caseStatusLabel),
      ...ctrPersonRoleSchema.options.map(personRoleLabel),
    ];
    expect(new Set(said).size).toBe(said.length);
  });
});
