import { ensurePackKey } from '../supabase/embedded/pack-key.ts';
import { runCommand } from '../supabase/embedded/run.ts';

await runCommand(async () => {
  const [folder] = process.argv.slice(2);
  if (!folder) {
    console.error('Name the folder for the key: npm run -s pack-key -- FOLDER');
    return 2;
  }
  const { privateKey, publicKey } = ensurePackKey(folder);
  console.log(
    `Set PITSIDE_PACK_KEY=${privateKey} for the web server, and keep a copy of it where nobody else reads it.`,
  );
  console.log(`Hand ${publicKey} to whoever checks your packs, apart from the packs.`);
  return 0;
});
