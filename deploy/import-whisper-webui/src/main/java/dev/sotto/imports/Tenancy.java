package dev.sotto.imports;

import dev.sotto.model.Emails;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** Finds the tenant: that of an import that has begun, an existing one, or a new one. */
final class Tenancy {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final Map<String, String> environment;
    private final JobDatabase database;
    private final Ledger ledger;
    private final PrintStream out;

    Tenancy(Settings settings, Map<String, String> environment, JobDatabase database, Ledger ledger, PrintStream out) {
        this.settings = settings;
        this.environment = environment;
        this.database = database;
        this.ledger = ledger;
        this.out = out;
    }

    /** Finds or begins the import, and locks it for this process. */
    Ledger.Import find(UUID reseller, byte[] sourceKey) {
        if ((settings.tenant == null) == (settings.newTenant == null)) {
            throw new Refusal("either --tenant or --new-tenant says where to import");
        }
        if (settings.tenant != null) {
            database.lock(settings.tenant);
            Ledger.Import begun = ledger.find(settings.tenant);
            return begun == null ? begin(existing(reseller), sourceKey) : requireOf(reseller, begun);
        }
        Place place = made(reseller, sourceKey);
        database.lock(place.tenantId());
        Ledger.Import begun = ledger.find(place.tenantId());
        return begun == null ? begin(place, sourceKey) : requireOf(reseller, begun);
    }

    private Place existing(UUID reseller) {
        UUID owner = settings.require(settings.owner, "--owner");
        return api().existing(settings.tenant, reseller, owner);
    }

    private Place made(UUID reseller, byte[] sourceKey) {
        TenantApi.NewTenant wanted =
                new TenantApi.NewTenant(settings.newTenant, settings.require(settings.plan, "--plan"), ownerEmail());
        UUID key = Hashes.id(
                0,
                "import-whisper-webui",
                reseller.toString(),
                wanted.toString(),
                HexFormat.of().formatHex(sourceKey));
        Place place = api().make(wanted, reseller, key);
        out.println("tenant " + place.tenantId() + " \"" + wanted.name() + "\", owner " + place.ownerId()
                + "; to go on later: --tenant " + place.tenantId() + " --owner " + place.ownerId());
        return place;
    }

    private String ownerEmail() {
        String address = settings.require(settings.ownerEmail, "--owner-email");
        String refusal = Emails.refusal(address);
        if (refusal != null) {
            throw new Refusal("--owner-email " + refusal);
        }
        return Emails.normal(address);
    }

    private TenantApi api() {
        return new TenantApi(settings.require(settings.api, "--api"), environment.get(Settings.TOKEN));
    }

    private static Ledger.Import requireOf(UUID reseller, Ledger.Import begun) {
        if (!begun.place().resellerId().equals(reseller)) {
            throw new Refusal("the import into tenant " + begun.place().tenantId() + " was begun for another reseller");
        }
        return begun;
    }

    private Ledger.Import begin(Place place, byte[] sourceKey) {
        requireKnown(place);
        return ledger.begin(place, sourceKey);
    }

    /** job-service takes a job's reseller from its own copy of the tenant, so the import needs this copy too. */
    private void requireKnown(Place place) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            UUID known = database.once(
                    "select reseller_id from quota_accounts where tenant_id = ?",
                    row -> row.getObject(1, UUID.class),
                    place.tenantId());
            if (known != null && known.equals(place.resellerId())) {
                return;
            }
            if (known != null) {
                throw new Refusal(
                        "tenant " + place.tenantId() + " is of another reseller, not of " + place.resellerId());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new Refusal("job-service has not heard of tenant " + place.tenantId() + " yet: is it running?");
            }
            JobDatabase.pause();
        }
    }
}
