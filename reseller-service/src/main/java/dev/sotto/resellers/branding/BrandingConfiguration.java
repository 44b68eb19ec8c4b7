package dev.sotto.resellers.branding;

import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.resellers.BrandingDetails;
import dev.sotto.model.resellers.BrandingView;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One branding of a reseller's product. */
@Entity
@Table(name = "branding_configurations")
class BrandingConfiguration {

    @Id
    private UUID id;

    @Column(name = "reseller_id", updatable = false)
    private UUID resellerId;

    private String name;

    @Column(name = "is_default")
    private boolean isDefault;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> theme;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> assets;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> texts;

    @Version
    private long version = 1;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected BrandingConfiguration() {}

    BrandingConfiguration(UUID id, UUID resellerId, BrandingDetails details, Instant now) {
        this.id = id;
        this.resellerId = resellerId;
        this.createdAt = now;
        change(details, now);
    }

    void change(BrandingDetails details, Instant now) {
        name = details.name();
        isDefault = details.isDefault();
        theme = details.theme();
        assets = details.assets();
        texts = details.texts();
        updatedAt = now;
    }

    /** Another configuration becomes the default. */
    void giveUpDefault(Instant now) {
        isDefault = false;
        updatedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID resellerId() {
        return resellerId;
    }

    long version() {
        return version;
    }

    BrandingDetails details() {
        return new BrandingDetails(name, isDefault, theme, assets, texts);
    }

    BrandingView view() {
        return new BrandingView(id, resellerId, name, isDefault, theme, assets, texts, version, createdAt, updatedAt);
    }

    BrandingChanged changed() {
        return new BrandingChanged(id, version, resellerId, name, isDefault, false);
    }

    /** Returns the last event of this configuration. */
    BrandingChanged gone() {
        return new BrandingChanged(id, version + 1, resellerId, name, false, true);
    }
}
