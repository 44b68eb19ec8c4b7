import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languageOf, languages, type LanguageCode } from '../texts/i18n';

/** The languages of the panel, each in its own words. */
export function LanguageLinks() {
  const { t, i18n } = useTranslation();
  const chosen = languageOf(i18n.language);
  return (
    <nav aria-label={t('account.language')}>
      <Flex gap="small" justify="center" wrap>
        {Object.entries(languages).map(([code, { name }]) => (
          <Button
            key={code}
            type="text"
            size="small"
            lang={code}
            aria-current={code === chosen}
            className={code === chosen ? 'chosen' : ''}
            onClick={() => void chooseLanguage(code as LanguageCode)}
          >
            {name}
          </Button>
        ))}
      </Flex>
    </nav>
  );
}
