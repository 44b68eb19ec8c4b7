package dev.sotto.e2e.isolation;

import java.util.function.BiPredicate;

/** Who may see a word. The word contains the letter of its secrecy. */
enum Secrecy {
    /** Words of a tenant or reseller as a customer: names, domains, notes. */
    ORGANISATION(
            'o',
            (viewer, owner) -> viewer.isPlatform()
                    || viewer.isReseller() && viewer.isOfSameReseller(owner)
                    || viewer.isOfSameTenant(owner)),
    /** A reseller's name, plans and brandings. Everybody may see the platform's. */
    OFFER('f', (viewer, owner) -> viewer.isPlatform() || owner.isPlatform() || viewer.isOfSameReseller(owner)),
    /**
     * Words about people: names, addresses, names of keys. An audit log names those who helped from above, so an
     * organisation's admins may see the names of its reseller's and the platform's people.
     */
    PEOPLE(
            'p',
            (viewer, owner) -> viewer.isPlatform() && owner.tenant() == null
                    || viewer.isReseller() && viewer.isOfSameReseller(owner)
                    || viewer.admin() && isAbove(viewer, owner)
                    || isOwnOrAdmins(viewer, owner)),
    /** Recordings, workflows, transcripts. */
    CONTENT('c', Secrecy::isOwnOrAdmins),
    /** The request id that a client sent: in the audit log and in logs. */
    REQUEST(
            'r',
            (viewer, owner) -> viewer.isPlatform()
                    || viewer.isReseller() && viewer.isOfSameReseller(owner)
                    || viewer.isSamePerson(owner)
                    || viewer.admin() && (viewer.isOfSameTenant(owner) || owner.tenant() == null)),
    /** Passwords, which nobody may see. */
    SECRET('s', (viewer, owner) -> false);

    private final char letter;
    private final BiPredicate<Party, Party> mayBeSeen;

    Secrecy(char letter, BiPredicate<Party, Party> mayBeSeen) {
        this.letter = letter;
        this.mayBeSeen = mayBeSeen;
    }

    char letter() {
        return letter;
    }

    boolean mayBeSeen(Party viewer, Party owner) {
        return mayBeSeen.test(viewer, owner);
    }

    private static boolean isAbove(Party viewer, Party owner) {
        return owner.user() != null && owner.tenant() == null && (owner.isPlatform() || viewer.isOfSameReseller(owner));
    }

    private static boolean isOwnOrAdmins(Party viewer, Party owner) {
        return viewer.isSamePerson(owner) || viewer.isOfSameTenant(owner) && (viewer.admin() || owner.user() == null);
    }
}
