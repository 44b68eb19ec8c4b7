import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages, type LanguageCode } from '../texts/i18n';

/** The languages of the panel, each in its own words. */
export function LanguageLinks() {
  const { t, i18n } = useTranslation();
  return (
    <nav aria-label={t('account.language')}>
      <Flex gap="small" justify="center" wrap>
        {Object.entries(languages).map(([code, { name }]) => (
          <Button
            key={code}
            type="text"
            size="small"
            lang={code}
            aria-current={code === i18n.language}
            className={code === i18n.language ? 'chosen' : ''}
            onClick={() => void chooseLanguage(code as LanguageCode)}
          >
            {name}
          </Button>
        ))}
      </Flex>
    </nav>
  );
}
