package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.JobPage;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.paging.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one list of jobs. Without a filter, a statement of its own: with optional conditions PostgreSQL
 * could not estimate how few rows a page needs.
 *
 * @param user whose jobs; null for all of the tenant
 */
record JobList(UUID tenant, @Nullable UUID user, boolean filtered, JobFilter filter) {

    /** Ids are ordered by time, so the order of ids is the order of creation. */
    private static final String NEWEST = "and id < $2 order by id desc limit $3";

    private static final String OLDEST = "and id > $2 order by id limit $3";

    /** Letters are compared without their case, in every script. */
    static final String MATCHING = """
             and ($4::text[] is null or status = any ($4)) and ($5::uuid is null or workflow_id = $5)
            and ($6::timestamptz is null or created_at >= $6) and ($7::timestamptz is null or created_at < $7)
            and ($8::text is null or position(casefold(normalize($8) collate pg_unicode_fast)
                in casefold(normalize(concat_ws(chr(10), title, file_name)) collate pg_unicode_fast)) > 0)
            """;

    /** Returns the list of an Admin, who sees all jobs of the tenant, or of somebody who sees their own. */
    static JobList of(Caller caller, JobFilter filter) {
        UUID user = caller.has(Role.Admin) ? filter.user() : caller.requireUserId();
        return new JobList(caller.requireTenantId(), user, filter.narrows(), filter);
    }

    /** Returns whether the caller asks for somebody else's jobs without being an Admin. */
    static boolean isHidden(Caller caller, JobFilter filter) {
        return !caller.has(Role.Admin)
                && filter.user() != null
                && !filter.user().equals(caller.requireUserId());
    }

    String page() {
        return "select " + JobRow.COLUMNS + rows(filter.oldestFirst() ? OLDEST : NEWEST);
    }

    /** Counts no further than to one more than {@link JobPage#MOST_COUNTED}. */
    String count() {
        return "select count(*) as total from (select id " + rows("and id > $2 limit $3") + ") counted";
    }

    private String rows(String order) {
        String whose = user == null ? "" : filtered ? " and user_id = $9" : " and user_id = $4";
        return "from jobs where tenant_id = $1" + whose + (filtered ? MATCHING : " ") + order;
    }

    @Nullable
    Object[] ofPage(PageRequest page) {
        return parameters(filter.oldestFirst() ? page.after() : page.before(), page.fetch());
    }

    @Nullable
    Object[] ofCount() {
        return parameters(new UUID(0, 0), (int) JobPage.MOST_COUNTED + 1);
    }

    private @Nullable Object[] parameters(UUID from, int most) {
        List<@Nullable Object> parameters = new ArrayList<>(List.of(tenant, from, most));
        if (filtered) {
            parameters.addAll(filter.parameters());
        }
        if (user != null) {
            parameters.add(user);
        }
        return parameters.toArray();
    }
}
