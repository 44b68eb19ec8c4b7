/** How the states of things look. */
export const subscriptionTones = {
  Active: 'good',
  Trial: 'waiting',
  GracePeriod: 'waiting',
  PastDue: 'bad',
  Paused: 'off',
  Expired: 'off',
  Cancelled: 'off',
} as const;

export const organisationTones = { Active: 'good', Suspended: 'bad', Closed: 'off' } as const;

export const planTones = { Draft: 'waiting', Published: 'good', Archived: 'off' } as const;

export const personTones = { Active: 'good', Invited: 'waiting', Suspended: 'bad', Removed: 'off' } as const;
