import { theme, type ThemeConfig } from 'antd';

const FONT =
  "'Inter', system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif, 'Noto Color Emoji'";

/** Text colours that Ant Design makes too pale to read (WCAG 2.2, 1.4.3: 4.5 to 1). */
const LIGHT = {
  colorPrimary: '#4338ca',
  colorInfo: '#4338ca',
  colorLink: '#4338ca',
  colorError: '#c81e2b',
  colorSuccess: '#23780f',
  colorWarning: '#a15c00',
  // The light tints of such dark colours are muddy.
  colorErrorBg: '#fff1f0',
  colorErrorBorder: '#f3b6b5',
  colorSuccessBg: '#f1faed',
  colorSuccessBorder: '#b5dba6',
  colorWarningBg: '#fff8e8',
  colorWarningBorder: '#edc98a',
  colorTextDescription: 'rgba(0, 0, 0, 0.65)',
  colorTextTertiary: 'rgba(0, 0, 0, 0.62)',
  colorTextPlaceholder: 'rgba(0, 0, 0, 0.58)',
  colorBorder: '#8c8f9f',
  colorBgLayout: '#f6f6fa',
};

const DARK = {
  colorPrimary: '#6d64f5',
  colorInfo: '#aaa5ff',
  colorLink: '#a9a4ff',
  colorLinkHover: '#c7c4ff',
  colorError: '#ff8f94',
  colorSuccess: '#7fd35c',
  colorWarning: '#f0b04a',
  colorTextDescription: 'rgba(255, 255, 255, 0.68)',
  colorTextTertiary: 'rgba(255, 255, 255, 0.64)',
  colorTextPlaceholder: 'rgba(255, 255, 255, 0.58)',
  colorBorder: '#6c6f80',
  colorBgLayout: '#101014',
  colorBgContainer: '#18181f',
};

/** Ant Design's theme in Sotto's colours. */
export function themeOf(dark: boolean): ThemeConfig {
  const colors = dark ? DARK : LIGHT;
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { fontFamily: FONT, borderRadius: 8, ...colors },
    components: { Form: { verticalLabelPadding: '0 0 4px' }, Tabs: { itemSelectedColor: colors.colorLink, itemHoverColor: colors.colorLink } },
  };
}
