import { useMutation } from '@tanstack/react-query';
import { newId } from '@/lib/shared/ids';
import { setLanguage } from '@/services/casino/http';
import type { Language } from '@/words/languages';
import { rememberLanguage } from './language-cookie';

/** Changes the language of the signed-in person, here and wherever they sign in next. The page is loaded anew in it. */
export function useLanguage() {
  return useMutation({
    mutationFn: (language: Language) => setLanguage({ language }, newId()),
    onSuccess: (_, language) => {
      rememberLanguage(language);
      window.location.reload();
    },
  });
}
