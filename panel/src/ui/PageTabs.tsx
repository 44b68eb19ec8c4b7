import './PageTabs.css';
import { NavLink } from 'react-router';

interface Props {
  label: string;
  tabs: { to: string; text: string }[];
}

/** The parts of a page, each with its own address. */
export function PageTabs({ label, tabs }: Props) {
  return (
    <nav className="page-tabs" aria-label={label}>
      {tabs.map(({ to, text }) => (
        <NavLink key={to} to={to} end>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
