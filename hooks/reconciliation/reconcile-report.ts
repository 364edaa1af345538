export { reportHref } from '@/services/reconciliation/http';
