import { Alert } from 'antd';
import { Link } from 'react-router';
import { CentredPage } from '../../ui/CentredPage';

interface Props {
  title: string;
  text: string;
  to: string;
  link: string;
}

/** The link of a letter does not work any more: why, and who can send another. */
export function UsedLink({ title, text, to, link }: Props) {
  return (
    <CentredPage title={title}>
      <Alert role="alert" type="warning" showIcon title={text} />
      <Link to={to}>{link}</Link>
    </CentredPage>
  );
}
