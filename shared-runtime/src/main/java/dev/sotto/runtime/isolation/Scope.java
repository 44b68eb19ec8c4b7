package dev.sotto.runtime.isolation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows a transaction may touch. PostgreSQL enforces it: each table's policy reads {@code app.scope}, {@code
 * app.tenant_id} and {@code app.reseller_id} (docs/adr/0002-isolation-by-row-level-security.md).
 */
public sealed interface Scope {

    /** Returns the value of {@code app.scope}. */
    String setting();

    /** Returns the value of {@code app.tenant_id}. */
    default @Nullable UUID tenantId() {
        return null;
    }

    /** Returns the value of {@code app.reseller_id}. */
    default @Nullable UUID resellerId() {
        return null;
    }

    /** Returns an id as the value of a setting. */
    static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }

    /** Organisations and billing of the whole platform, without tenants' content. */
    record Platform() implements Scope {
        @Override
        public String setting() {
            return "platform";
        }
    }

    /** The rows of one reseller. */
    record Reseller(UUID id) implements Scope {
        @Override
        public String setting() {
            return "reseller";
        }

        @Override
        public UUID resellerId() {
            return id;
        }
    }

    /** The rows of one tenant. The platform tenant has no reseller. */
    record Tenant(UUID id, @Nullable UUID resellerId) implements Scope {
        @Override
        public String setting() {
            return "tenant";
        }

        @Override
        public UUID tenantId() {
            return id;
        }
    }

    /** The service's own task. It uses the service's {@code _system} login, whose grants limit what it may do. */
    record System(String task) implements Scope {
        @Override
        public String setting() {
            return "system";
        }
    }
}
