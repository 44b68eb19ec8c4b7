import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  actions?: ReactNode;
}

/** The heading of a page. It names the tab, and takes the focus when somebody comes from another page. */
export function PageTitle({ title, actions }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();
  const navigated = useNavigationType() !== 'POP' && key !== 'default';
  const product = t('product');
  useEffect(() => {
    document.title = `${title} – ${product}`;
  }, [title, product]);
  useEffect(() => {
    if (navigated && !document.activeElement?.closest('main')) {
      heading.current?.focus();
    }
  }, [navigated, pathname]);
  return (
    <div className="page-title">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {actions}
    </div>
  );
}
