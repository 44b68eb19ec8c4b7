import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import enUS from 'antd/es/locale/en_US';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDark } from '../brand/appearance';
import { themeOf } from '../brand/theme';
import { languageOf, languages } from '../texts/i18n';
import { queryClient } from './queryClient';

/** The content security policy lets in only style elements with this number, fresh for each page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;

export function Providers({ children }: { children: ReactNode }) {
  const locale = useAntdLocale();
  const dark = useDark();
  return (
    <ConfigProvider
      locale={locale}
      {...(nonce && { csp: { nonce } })}
      theme={{ ...themeOf(dark), cssVar: { key: 'sotto' } }}
    >
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </ConfigProvider>
  );
}

/** There is one from the beginning: a later first one would mount the whole page anew, and what was typed would be lost. */
function useAntdLocale(): Locale {
  const code = languageOf(useTranslation().i18n.language) ?? 'en';
  const [locale, setLocale] = useState<Locale>(enUS);
  useEffect(() => {
    let wanted = true;
    void languages[code].antd().then((loaded) => wanted && setLocale(loaded));
    return () => {
      wanted = false;
    };
  }, [code]);
  return locale;
}
