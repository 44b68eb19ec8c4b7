import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageTitle } from './PageTitle';

interface Props {
  to: string;
  link: string;
}

/** The page of something that is gone, or belongs to somebody else: nobody learns which. */
export function Missing({ to, link }: Props) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap="small" align="start">
      <PageTitle title={t('missing.title')} />
      <p>{t('missing.text')}</p>
      <Link to={to}>{link}</Link>
    </Flex>
  );
}
