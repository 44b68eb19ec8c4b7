import { CheckOutlined, DownOutlined } from '@ant-design/icons';
import { App, Avatar, Button, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { initialsOf, nameOf, useMe, useWhoAmI } from '../api/me';
import { session } from '../api/session';
import { appearances, chooseAppearance, useAppearance, type Appearance } from '../brand/appearance';
import { chooseLanguage, languageOf, languages, type LanguageCode } from '../texts/i18n';
import { asProblem, textOf } from '../ui/problems';

/** Profile, password, sessions, language, appearance and the way out. */
export function AccountMenu({ wide }: { wide: boolean }) {
  const { t, i18n } = useTranslation();
  const me = useMe().data;
  // Whoever acts for somebody else leaves that person's account alone, and ends by the banner.
  const helping = useWhoAmI().data?.impersonation !== undefined;
  const navigate = useNavigate();
  const appearance = useAppearance();
  const { message } = App.useApp();
  const name = me ? nameOf(me) : '';
  const items: MenuProps['items'] = [
    ...(helping
      ? []
      : [
          { key: '/account', label: t('account.profile') },
          { key: '/account/password', label: t('account.password') },
          { key: '/account/sessions', label: t('account.sessions') },
          { type: 'divider' as const },
        ]),
    {
      key: 'language',
      label: t('account.language'),
      children: Object.entries(languages).map(([code, language]) => ({
        key: `language:${code}`,
        label: <span lang={code}>{language.name}</span>,
        icon: mark(code === languageOf(i18n.language)),
      })),
    },
    {
      key: 'appearance',
      label: t('account.appearance'),
      children: appearances.map((one) => ({
        key: `appearance:${one}`,
        label: t(`account.${one}`),
        icon: mark(one === appearance),
      })),
    },
    ...(helping ? [] : [{ type: 'divider' as const }, { key: 'sign-out', label: t('account.signOut') }]),
  ];
  const choose = (key: string): void => {
    const [what, value] = key.split(':');
    if (what === 'language') {
      void chooseLanguage(value as LanguageCode);
    } else if (what === 'appearance') {
      chooseAppearance(value as Appearance);
    } else if (what === 'sign-out') {
      session.signOut().catch((e: unknown) => void message.error(textOf(asProblem(e), t)));
    } else {
      void navigate(key);
    }
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        onClick: ({ key }) => choose(key),
      }}
    >
      <Button type="text" aria-haspopup="menu" disabled={!me}>
        <Avatar size="small" className="avatar" aria-hidden>
          {me ? initialsOf(me) : ''}
        </Avatar>
        <span className={wide ? '' : 'visually-hidden'}>{name}</span>
        <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}

const mark = (chosen: boolean) => (chosen ? <CheckOutlined /> : <span className="anticon" />);
