import { Navigate } from 'react-router';
import { useOrganisation } from '../api/me';

/** Leads to the first page of the person's organisation. */
export function Start() {
  const kind = useOrganisation().data?.kind;
  return kind ? <Navigate replace to={kind === 'Customer' ? '/jobs' : '/overview'} /> : null;
}
