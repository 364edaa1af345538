import { readMigrations } from '../supabase/embedded/migrations.ts';
import { readSchemas } from '../supabase/embedded/schemas.ts';
import { findSyntaxFaults } from './support/sql-syntax.ts';

const faults = (await Promise.all([...readSchemas(), ...readMigrations()].map(findSyntaxFaults))).flat();
console.log(faults.join('\n') || 'No wrong syntax.');
process.exitCode = faults.length > 0 ? 1 : 0;
