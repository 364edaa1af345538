import { quote, type Sql } from './probe';
import { listTenantTables, pastTriggers } from './twin';

/**
 * Puts the times of every row ahead, and with whole days their gaming days: that is how a clock finds them that was set back by
 * so much. When people were born, and what a file says, is no time of that clock.
 */
export async function setClockBack(sql: Sql, by: string): Promise<void> {
  await pastTriggers(sql, async () => {
    const tables = await listTenantTables(sql);
    for (const { name, table } of tables) {
      await sql.unsafe(`create temp table then_${name} on commit drop as select * from ${table}`);
    }
    // Anew, since days that move one after another would meet each other in a unique index.
    await sql.unsafe(`truncate ${tables.map(({ table }) => table).join(', ')}`);
    for (const { name, table, columns, types } of tables) {
      const values = columns.map((column, index) => {
        if (column.startsWith('imported_') || column.endsWith('birth_date')) return column;
        if (types[index] === 'timestamp with time zone') return `${column} + ${quote(by)}::interval`;
        return types[index] === 'date' ? `${column} + extract(day from ${quote(by)}::interval)::integer` : column;
      });
      await sql.unsafe(`insert into ${table} (${columns}) select ${values} from then_${name}`);
    }
  });
}
