import type { RouteHandler } from '@/lib/server/http/route';
import * as acknowledgementsBatch from './v1/alerts/acknowledgements/batch/route';
import * as acknowledgements from './v1/alerts/acknowledgements/route';
import * as alerts from './v1/alerts/route';
import * as approveApproval from './v1/approvals/[id]/approve/route';
import * as refuseApproval from './v1/approvals/[id]/refuse/route';
import * as withdrawApproval from './v1/approvals/[id]/withdraw/route';
import * as approvals from './v1/approvals/route';
import * as auditChoices from './v1/audit/choices/route';
import * as auditExport from './v1/audit/export/route';
import * as auditFilterDiscard from './v1/audit/filters/discard/route';
import * as auditFilters from './v1/audit/filters/route';
import * as audit from './v1/audit/route';
import * as auditTrace from './v1/audit/trace/route';
import * as authorityLeft from './v1/authority/left/route';
import * as authority from './v1/authority/route';
import * as filingProfile from './v1/casino/filing-profile/route';
import * as casinoSettings from './v1/casino/settings/route';
import * as complianceWaiting from './v1/compliance/waiting/route';
import * as ctrBatch from './v1/ctr-batches/[id]/route';
import * as ctrBatches from './v1/ctr-batches/route';
import * as fileCtrCase from './v1/ctr-cases/[id]/file/route';
import * as ctrCase from './v1/ctr-cases/[id]/route';
import * as ctrAcknowledgement from './v1/ctr-cases/acknowledgement/route';
import * as exportCtrCases from './v1/ctr-cases/export/route';
import * as ctrCases from './v1/ctr-cases/route';
import * as dayRulePreview from './v1/day-rules/preview/route';
import * as dayRules from './v1/day-rules/route';
import * as reviewHit from './v1/exclusion-hits/[id]/review/route';
import * as exclusionHits from './v1/exclusion-hits/route';
import * as exclusionLists from './v1/exclusion-lists/route';
import * as confirmProposal from './v1/exclusion-proposals/[id]/confirm/route';
import * as dismissProposal from './v1/exclusion-proposals/[id]/dismiss/route';
import * as exclusionProposals from './v1/exclusion-proposals/route';
import * as liftExclusion from './v1/exclusions/[id]/lift/route';
import * as exclusions from './v1/exclusions/route';
import * as floor from './v1/floor/route';
import * as foundCasino from './v1/founding/casino/route';
import * as founding from './v1/founding/route';
import * as gameRates from './v1/games/[id]/rates/route';
import * as games from './v1/games/route';
import * as hosts from './v1/hosts/route';
import * as house from './v1/house/route';
import * as acceptInvitation from './v1/invitation/accept/route';
import * as invitation from './v1/invitation/route';
import * as acknowledgeLensFinding from './v1/lens-findings/[id]/acknowledge/route';
import * as lensFinding from './v1/lens-findings/[id]/route';
import * as acknowledgeLensFindings from './v1/lens-findings/acknowledge/route';
import * as lensFindingCount from './v1/lens-findings/count/route';
import * as lensFindings from './v1/lens-findings/route';
import * as accruals from './v1/loyalty/accruals/route';
import * as corrections from './v1/loyalty/corrections/route';
import * as earnConfig from './v1/loyalty/earn-config/route';
import * as integrity from './v1/loyalty/integrity/route';
import * as integritySinceSeal from './v1/loyalty/integrity/since-seal/route';
import * as midSessionRewards from './v1/loyalty/mid-session-rewards/route';
import * as pointValues from './v1/loyalty/point-values/route';
import * as redemptions from './v1/loyalty/redemptions/route';
import * as reversals from './v1/loyalty/reversals/route';
import * as takeBacks from './v1/loyalty/take-backs/route';
import * as tiers from './v1/loyalty/tiers/route';
import * as myCasino from './v1/me/casino/route';
import * as myCasinos from './v1/me/casinos/route';
import * as language from './v1/me/language/route';
import * as password from './v1/me/password/route';
import * as pin from './v1/me/pin/route';
import * as me from './v1/me/route';
import * as signOutEverywhere from './v1/me/sign-out-everywhere/route';
import * as voidMtlEntry from './v1/mtl/entries/[id]/void/route';
import * as previewMtlEntry from './v1/mtl/entries/preview/route';
import * as mtlEntries from './v1/mtl/entries/route';
import * as mtlSummary from './v1/mtl/gaming-day-summary/route';
import * as mtlSummaryCsv from './v1/mtl/gaming-day-summary.csv/route';
import * as closeMtlDay from './v1/mtl/gaming-days/[day]/close/route';
import * as identifyPatron from './v1/mtl/unknown-patrons/[id]/identify/route';
import * as packs from './v1/packs/route';
import * as passwordLink from './v1/password-link/route';
import * as passwordLinkUse from './v1/password-link/use/route';
import * as permissions from './v1/permissions/route';
import * as pit from './v1/pits/[id]/route';
import * as pits from './v1/pits/route';
import * as discardImport from './v1/player-imports/[id]/discard/route';
import * as importMapping from './v1/player-imports/[id]/mapping/route';
import * as importPlayers from './v1/player-imports/[id]/players/route';
import * as playerImport from './v1/player-imports/[id]/route';
import * as importRows from './v1/player-imports/[id]/rows/route';
import * as playerImports from './v1/player-imports/route';
import * as strikePlayerNote from './v1/player-notes/[id]/strike/route';
import * as playerBalanceHistory from './v1/players/[id]/balance-history/route';
import * as playerCoupons from './v1/players/[id]/coupons/route';
import * as playerLedger from './v1/players/[id]/ledger/route';
import * as playerNotes from './v1/players/[id]/notes/route';
import * as playerOffers from './v1/players/[id]/offers/route';
import * as playerPhoto from './v1/players/[id]/photo/route';
import * as playerProfile from './v1/players/[id]/profile/route';
import * as playerRecognition from './v1/players/[id]/recognition/route';
import * as playerRelations from './v1/players/[id]/relations/route';
import * as player from './v1/players/[id]/route';
import * as playerSeating from './v1/players/[id]/seating/route';
import * as playerTier from './v1/players/[id]/tier/route';
import * as playerVisits from './v1/players/[id]/visits/route';
import * as players from './v1/players/route';
import * as replaceCoupon from './v1/promo-coupons/[id]/replace/route';
import * as promoCoupon from './v1/promo-coupons/[id]/route';
import * as voidCoupon from './v1/promo-coupons/[id]/void/route';
import * as promoInventory from './v1/promo-coupons/inventory/route';
import * as promoCoupons from './v1/promo-coupons/route';
import * as promoProgram from './v1/promo-programs/[id]/route';
import * as promoPrograms from './v1/promo-programs/route';
import * as promoRollups from './v1/promo-rollups/route';
import * as closeSlip from './v1/rating-slips/[id]/close/route';
import * as moveSlip from './v1/rating-slips/[id]/move/route';
import * as pauseSlip from './v1/rating-slips/[id]/pause/route';
import * as reopenSlip from './v1/rating-slips/[id]/reopen/route';
import * as resumeSlip from './v1/rating-slips/[id]/resume/route';
import * as slipRewards from './v1/rating-slips/[id]/rewards/route';
import * as slip from './v1/rating-slips/[id]/route';
import * as settleSlip from './v1/rating-slips/[id]/settle/route';
import * as heldSlips from './v1/rating-slips/held/route';
import * as slips from './v1/rating-slips/route';
import * as reconciliationRow from './v1/reconciliation-rows/[id]/route';
import * as continueRun from './v1/reconciliation-runs/[id]/continue/route';
import * as runResults from './v1/reconciliation-runs/[id]/results/route';
import * as revertRun from './v1/reconciliation-runs/[id]/revert/route';
import * as reconciliationRun from './v1/reconciliation-runs/[id]/route';
import * as stopRun from './v1/reconciliation-runs/[id]/stop/route';
import * as reconciliationRuns from './v1/reconciliation-runs/route';
import * as revertReconciliation from './v1/reconciliations/[id]/revert/route';
import * as applyReconciliation from './v1/reconciliations/apply/route';
import * as confirmIdentity from './v1/reconciliations/confirm-identity/route';
import * as reconciliationCounts from './v1/reconciliations/counts/route';
import * as reconciliationPreview from './v1/reconciliations/preview/route';
import * as reconciliationReport from './v1/reconciliations/report.csv/route';
import * as reconciliations from './v1/reconciliations/route';
import * as recovery from './v1/recovery/route';
import * as recoveryUse from './v1/recovery/use/route';
import * as endRelation from './v1/relations/[id]/end/route';
import * as gamingDayReport from './v1/reports/gaming-day/route';
import * as gamingDayReportCsv from './v1/reports/gaming-day.csv/route';
import * as playerValues from './v1/reports/player-values/route';
import * as postedReport from './v1/reports/posted-gaming-day/route';
import * as postedReportCsv from './v1/reports/posted-gaming-day.csv/route';
import * as approveHere from './v1/reward-requests/[id]/approve-here/route';
import * as rewardApprovers from './v1/reward-requests/[id]/approvers/route';
import * as decideRewardRequest from './v1/reward-requests/[id]/decide/route';
import * as withdrawRewardRequest from './v1/reward-requests/[id]/withdraw/route';
import * as requestComp from './v1/reward-requests/comps/route';
import * as requestCoupon from './v1/reward-requests/coupons/route';
import * as rewardRequests from './v1/reward-requests/route';
import * as issueReward from './v1/rewards/[id]/issue/route';
import * as previewReward from './v1/rewards/[id]/preview/route';
import * as reward from './v1/rewards/[id]/route';
import * as rewards from './v1/rewards/route';
import * as seals from './v1/seals/route';
import * as sealText from './v1/seals/text/route';
import * as parkSession from './v1/session/park/route';
import * as parkedSessions from './v1/session/parked/route';
import * as session from './v1/session/route';
import * as beginSecondFactor from './v1/session/second-factor/enrol/route';
import * as giveSecondFactor from './v1/session/second-factor/route';
import * as unlockSession from './v1/session/unlock/route';
import * as shiftDashboard from './v1/shift-dashboard/route';
import * as shiftPatterns from './v1/shift-patterns/route';
import * as deactivateStaff from './v1/staff/[id]/deactivate/route';
import * as staffLink from './v1/staff/[id]/link/route';
import * as withdrawStaffLink from './v1/staff/[id]/link/withdraw/route';
import * as makePasswordLink from './v1/staff/[id]/password-link/route';
import * as reactivateStaff from './v1/staff/[id]/reactivate/route';
import * as staffMember from './v1/staff/[id]/route';
import * as resetSecondFactor from './v1/staff/[id]/second-factor/reset/route';
import * as signOutStaff from './v1/staff/[id]/sign-out/route';
import * as staff from './v1/staff/route';
import * as tableCounts from './v1/table-counts/route';
import * as tableLimits from './v1/tables/[id]/limits/route';
import * as table from './v1/tables/[id]/route';
import * as tableStatus from './v1/tables/[id]/status/route';
import * as tables from './v1/tables/route';
import * as endVisit from './v1/visits/[id]/end/route';
import * as visits from './v1/visits/route';
import * as redeliverWebhook from './v1/webhook-deliveries/[id]/redeliver/route';
import * as redeliverDeadLetters from './v1/webhook-deliveries/redeliver/route';
import * as webhookDeliveries from './v1/webhook-deliveries/route';
import * as rotateWebhookSecret from './v1/webhooks/[id]/rotate-secret/route';
import * as webhook from './v1/webhooks/[id]/route';
import * as webhooks from './v1/webhooks/route';

/** Every path of the API with its handlers, for the OpenAPI document. A test holds this list against the files. */
export const API_ROUTES: Record<string, Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', RouteHandler>> = {
  '/session': session,
  '/session/park': parkSession,
  '/session/parked': parkedSessions,
  '/session/second-factor': giveSecondFactor,
  '/session/second-factor/enrol': beginSecondFactor,
  '/session/unlock': unlockSession,
  '/invitation': invitation,
  '/invitation/accept': acceptInvitation,
  '/password-link': passwordLink,
  '/password-link/use': passwordLinkUse,
  '/recovery': recovery,
  '/recovery/use': recoveryUse,
  '/me': me,
  '/me/password': password,
  '/me/pin': pin,
  '/me/sign-out-everywhere': signOutEverywhere,
  '/me/language': language,
  '/me/casino': myCasino,
  '/me/casinos': myCasinos,
  '/casino/settings': casinoSettings,
  '/casino/filing-profile': filingProfile,
  '/floor': floor,
  '/founding': founding,
  '/founding/casino': foundCasino,
  '/mtl/entries': mtlEntries,
  '/mtl/entries/preview': previewMtlEntry,
  '/mtl/entries/{id}/void': voidMtlEntry,
  '/mtl/unknown-patrons/{id}/identify': identifyPatron,
  '/mtl/gaming-day-summary': mtlSummary,
  '/mtl/gaming-day-summary.csv': mtlSummaryCsv,
  '/mtl/gaming-days/{day}/close': closeMtlDay,
  '/compliance/waiting': complianceWaiting,
  '/ctr-cases': ctrCases,
  '/ctr-cases/export': exportCtrCases,
  '/ctr-cases/acknowledgement': ctrAcknowledgement,
  '/ctr-cases/{id}': ctrCase,
  '/ctr-cases/{id}/file': fileCtrCase,
  '/ctr-batches': ctrBatches,
  '/ctr-batches/{id}': ctrBatch,
  '/players': players,
  '/players/{id}': player,
  '/players/{id}/ledger': playerLedger,
  '/players/{id}/coupons': playerCoupons,
  '/players/{id}/offers': playerOffers,
  '/players/{id}/recognition': playerRecognition,
  '/players/{id}/seating': playerSeating,
  '/players/{id}/visits': playerVisits,
  '/players/{id}/tier': playerTier,
  '/players/{id}/profile': playerProfile,
  '/players/{id}/relations': playerRelations,
  '/players/{id}/photo': playerPhoto,
  '/players/{id}/notes': playerNotes,
  '/player-notes/{id}/strike': strikePlayerNote,
  '/hosts': hosts,
  '/house': house,
  '/pits': pits,
  '/pits/{id}': pit,
  '/tables': tables,
  '/tables/{id}': table,
  '/tables/{id}/limits': tableLimits,
  '/tables/{id}/status': tableStatus,
  '/games': games,
  '/games/{id}/rates': gameRates,
  '/players/{id}/balance-history': playerBalanceHistory,
  '/permissions': permissions,
  '/approvals': approvals,
  '/approvals/{id}/approve': approveApproval,
  '/approvals/{id}/refuse': refuseApproval,
  '/approvals/{id}/withdraw': withdrawApproval,
  '/authority': authority,
  '/authority/left': authorityLeft,
  '/exclusions': exclusions,
  '/exclusions/{id}/lift': liftExclusion,
  '/lens-findings': lensFindings,
  '/lens-findings/count': lensFindingCount,
  '/lens-findings/acknowledge': acknowledgeLensFindings,
  '/lens-findings/{id}': lensFinding,
  '/lens-findings/{id}/acknowledge': acknowledgeLensFinding,
  '/exclusion-hits': exclusionHits,
  '/exclusion-hits/{id}/review': reviewHit,
  '/exclusion-lists': exclusionLists,
  '/exclusion-proposals': exclusionProposals,
  '/exclusion-proposals/{id}/confirm': confirmProposal,
  '/exclusion-proposals/{id}/dismiss': dismissProposal,
  '/visits': visits,
  '/visits/{id}/end': endVisit,
  '/rating-slips': slips,
  '/rating-slips/held': heldSlips,
  '/rating-slips/{id}': slip,
  '/rating-slips/{id}/pause': pauseSlip,
  '/rating-slips/{id}/reopen': reopenSlip,
  '/rating-slips/{id}/resume': resumeSlip,
  '/rating-slips/{id}/move': moveSlip,
  '/rating-slips/{id}/close': closeSlip,
  '/rating-slips/{id}/settle': settleSlip,
  '/rating-slips/{id}/rewards': slipRewards,
  '/promo-programs': promoPrograms,
  '/promo-programs/{id}': promoProgram,
  '/promo-coupons': promoCoupons,
  '/promo-coupons/inventory': promoInventory,
  '/promo-coupons/{id}': promoCoupon,
  '/promo-coupons/{id}/void': voidCoupon,
  '/promo-coupons/{id}/replace': replaceCoupon,
  '/promo-rollups': promoRollups,
  '/loyalty/mid-session-rewards': midSessionRewards,
  '/loyalty/redemptions': redemptions,
  '/loyalty/corrections': corrections,
  '/loyalty/reversals': reversals,
  '/loyalty/take-backs': takeBacks,
  '/loyalty/accruals': accruals,
  '/loyalty/earn-config': earnConfig,
  '/loyalty/point-values': pointValues,
  '/loyalty/tiers': tiers,
  '/loyalty/integrity': integrity,
  '/loyalty/integrity/since-seal': integritySinceSeal,
  '/packs': packs,
  '/seals': seals,
  '/seals/text': sealText,
  '/reward-requests': rewardRequests,
  '/reward-requests/comps': requestComp,
  '/reward-requests/coupons': requestCoupon,
  '/reward-requests/{id}/decide': decideRewardRequest,
  '/reward-requests/{id}/approvers': rewardApprovers,
  '/reward-requests/{id}/approve-here': approveHere,
  '/reward-requests/{id}/withdraw': withdrawRewardRequest,
  '/rewards': rewards,
  '/rewards/{id}': reward,
  '/rewards/{id}/preview': previewReward,
  '/rewards/{id}/issue': issueReward,
  '/player-imports': playerImports,
  '/player-imports/{id}': playerImport,
  '/player-imports/{id}/rows': importRows,
  '/player-imports/{id}/mapping': importMapping,
  '/player-imports/{id}/players': importPlayers,
  '/player-imports/{id}/discard': discardImport,
  '/reconciliations': reconciliations,
  '/reconciliations/counts': reconciliationCounts,
  '/reconciliations/preview': reconciliationPreview,
  '/reconciliations/apply': applyReconciliation,
  '/reconciliations/confirm-identity': confirmIdentity,
  '/reconciliations/report.csv': reconciliationReport,
  '/reconciliations/{id}/revert': revertReconciliation,
  '/reconciliation-rows/{id}': reconciliationRow,
  '/reconciliation-runs': reconciliationRuns,
  '/reconciliation-runs/{id}': reconciliationRun,
  '/reconciliation-runs/{id}/results': runResults,
  '/reconciliation-runs/{id}/continue': continueRun,
  '/reconciliation-runs/{id}/stop': stopRun,
  '/reconciliation-runs/{id}/revert': revertRun,
  '/relations/{id}/end': endRelation,
  '/reports/gaming-day': gamingDayReport,
  '/reports/player-values': playerValues,
  '/reports/gaming-day.csv': gamingDayReportCsv,
  '/reports/posted-gaming-day': postedReport,
  '/reports/posted-gaming-day.csv': postedReportCsv,
  '/staff': staff,
  '/staff/{id}': staffMember,
  '/staff/{id}/deactivate': deactivateStaff,
  '/staff/{id}/reactivate': reactivateStaff,
  '/staff/{id}/link': staffLink,
  '/staff/{id}/password-link': makePasswordLink,
  '/staff/{id}/second-factor/reset': resetSecondFactor,
  '/staff/{id}/sign-out': signOutStaff,
  '/staff/{id}/link/withdraw': withdrawStaffLink,
  '/shift-dashboard': shiftDashboard,
  '/day-rules': dayRules,
  '/day-rules/preview': dayRulePreview,
  '/shift-patterns': shiftPatterns,
  '/table-counts': tableCounts,
  '/alerts': alerts,
  '/alerts/acknowledgements': acknowledgements,
  '/alerts/acknowledgements/batch': acknowledgementsBatch,
  '/audit': audit,
  '/audit/choices': auditChoices,
  '/audit/export': auditExport,
  '/audit/filters': auditFilters,
  '/audit/filters/discard': auditFilterDiscard,
  '/audit/trace': auditTrace,
  '/webhooks': webhooks,
  '/webhooks/{id}': webhook,
  '/webhooks/{id}/rotate-secret': rotateWebhookSecret,
  '/webhook-deliveries': webhookDeliveries,
  '/webhook-deliveries/redeliver': redeliverDeadLetters,
  '/webhook-deliveries/{id}/redeliver': redeliverWebhook,
};
