package dev.sotto.runtime;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** An entity for tests of ORM transactions. */
@Entity
@Table(name = "notes")
class Note {

    @Id
    private UUID id;

    @Column(name = "tenant_id")
    private UUID tenantId;

    @Column(name = "reseller_id")
    private UUID resellerId;

    private String text;

    @Version
    private long version;

    protected Note() {}

    Note(UUID tenantId, UUID resellerId, String text) {
        this.id = UUID.randomUUID();
        this.tenantId = tenantId;
        this.resellerId = resellerId;
        this.text = text;
    }

    String text() {
        return text;
    }

    void rewrite(String newText) {
        text = newText;
    }

    /** The repository of this entity. */
    @ApplicationScoped
    static class Notes implements PanacheRepositoryBase<Note, UUID> {}
}
