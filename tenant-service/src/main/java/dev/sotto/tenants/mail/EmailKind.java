package dev.sotto.tenants.mail;

import org.jspecify.annotations.Nullable;

/**
 * The reason of an e-mail. Each kind has a statement that stores the hash of a new token ($3) for its subject ($1
 * tenant, $2 id), and returns the address, the organisation, and the detail that its text names, if any. It returns no row if no e-mail is needed any more.
 */
enum EmailKind {
    Invitation("""
            update invitations i set token_hash = $3, expires_at = now() + interval '7 days'
            from users u join tenants t on t.id = u.tenant_id
            where i.tenant_id = $1 and i.id = $2 and i.accepted_at is null
                and u.tenant_id = i.tenant_id and u.id = i.user_id and u.status = 'Invited'
            returning u.email, t.name
            """, "You are invited to %s", """
            You are invited to join %1$s.

            Choose your password here, within seven days:

            %2$s/#/accept-invitation?token=%3$s

            If you did not expect this letter, leave it: without the link nothing happens.
            """),

    PasswordReset("""
            update proofs p set token_hash = $3, expires_at = now() + interval '1 hour'
            from users u join tenants t on t.id = u.tenant_id
            where p.tenant_id = $1 and p.id = $2 and p.used_at is null
                and u.tenant_id = p.tenant_id and u.id = p.user_id and u.status = 'Active'
            returning u.email, t.name
            """, "A new password for %s", """
            Somebody, probably you, asked for a new password for %1$s.

            Choose it here, within one hour; you will be signed out everywhere:

            %2$s/#/reset-password?token=%3$s

            If it was not you, leave this letter: without the link nothing happens, and your password stays.
            """),

    /** Somebody's existing address gets no e-mail. The caller gets the same answer. */
    EmailChange("""
            update proofs p set token_hash = $3, expires_at = now() + interval '1 hour'
            from users u join tenants t on t.id = u.tenant_id
            where p.tenant_id = $1 and p.id = $2 and p.used_at is null
                and u.tenant_id = p.tenant_id and u.id = p.user_id and u.status = 'Active'
                and not exists (select from users x where x.email = p.new_email)
            returning p.new_email as email, t.name
            """, "Your new address at %s", """
            This is to be your address at %1$s from now on.

            Follow this link within one hour to make it so:

            %2$s/#/confirm-email?token=%3$s

            If you did not expect this letter, leave it: without the link nothing happens.
            """),

    EmailChangeNotice("""
            select p.old_email as email, t.name from proofs p join tenants t on t.id = p.tenant_id
            where p.tenant_id = $1 and p.id = $2 and $3::bytea is not null
            """, "Your address at %s", """
            Somebody who knows your password asked for another e-mail address for you at %1$s. It changes when the link in
            the letter to that address is followed.

            If it was not you, ask for a new password now, or tell those who run %1$s:

            %2$s/#/forgot-password
            """),

    /** Its subject is the task itself: one letter for each Admin. */
    WebhookDisabled("""
            select u.email, t.name
            from mail_tasks m
            join webhooks w on w.tenant_id = m.tenant_id and w.id = m.webhook_id and w.status = 'Disabled'
            join users u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.status = 'Active'
            join tenants t on t.id = m.tenant_id
            where m.tenant_id = $1 and m.id = $2 and $3::bytea is not null
            """, "A webhook of %s is disabled", """
            A webhook of %1$s is disabled: its address failed for days, or answered that it is gone.

            See what was answered, and enable it again once the address works:

            %2$s/#/webhooks
            """),

    /** Its subject is the task itself: one letter for each Admin. */
    PlanChange("""
            select u.email, t.name, to_char(m.plan_from at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as detail
            from mail_tasks m
            join users u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.status = 'Active'
            join tenants t on t.id = m.tenant_id and t.status <> 'Closed'
            where m.tenant_id = $1 and m.id = $2 and $3::bytea is not null
            """, "The plan of %s changes", """
            %1$s changes to another version of its plan at %4$s UTC. Prices or limits may differ.

            See what changes and what it costs:

            %2$s/#/plan
            """);

    private final String prepare;
    private final String subject;
    private final String text;

    EmailKind(String prepare, String subject, String text) {
        this.prepare = prepare;
        this.subject = subject;
        this.text = text;
    }

    String prepare() {
        return prepare;
    }

    String subject(String organisation) {
        return subject.formatted(organisation);
    }

    /** The token follows the #, which browsers do not send, so that no server or proxy logs it. */
    String text(String organisation, String publicUrl, String token, @Nullable String detail) {
        return text.formatted(organisation, publicUrl, token, detail);
    }
}
