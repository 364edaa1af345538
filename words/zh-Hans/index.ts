import type { Catalogue } from '../en';
import { audit } from './audit';
import { authority } from './authority';
import { compliance } from './compliance';
import { ctr } from './ctr';
import { domain } from './domain';
import { earning } from './earning';
import { errors } from './errors';
import { floor } from './floor';
import { format } from './format';
import { forms } from './forms';
import { founding } from './founding';
import { house } from './house';
import { imports } from './imports';
import { joining } from './joining';
import { labels } from './labels';
import { lens } from './lens';
import { loyalty } from './loyalty';
import { mtl } from './mtl';
import { offers } from './offers';
import { offline } from './offline';
import { permissions } from './permissions';
import { player } from './player';
import { promo } from './promo';
import { reconcile } from './reconcile';
import { reports } from './reports';
import { rewards } from './rewards';
import { rowErrors } from './row-errors';
import { rules } from './rules';
import { seals } from './seals';
import { settings } from './settings';
import { shell } from './shell';
import { shift } from './shift';
import { staff } from './staff';
import { ui } from './ui';

export const zhHans: Catalogue = {
  compliance,
  audit,
  authority,
  ctr,
  domain,
  earning,
  errors,
  floor,
  format,
  founding,
  forms,
  house,
  imports,
  joining,
  labels,
  lens,
  loyalty,
  mtl,
  offers,
  offline,
  permissions,
  player,
  promo,
  reconcile,
  reports,
  rewards,
  rowErrors,
  rules,
  seals,
  settings,
  shell,
  shift,
  staff,
  ui,
};
