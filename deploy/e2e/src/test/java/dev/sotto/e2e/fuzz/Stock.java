package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Operation;
import dev.sotto.e2e.isolation.Party;
import dev.sotto.e2e.isolation.Person;
import dev.sotto.e2e.isolation.Template;
import dev.sotto.e2e.isolation.Template.Thing;
import dev.sotto.e2e.isolation.World;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The resources that requests name. A request never changes or deletes resources that others need. A deleted resource
 * is created again when it is needed.
 */
final class Stock {
    private static final Set<String> CHANGEABLE =
            Set.of("tenant", "plan", "reseller", "branding", "workflow", "api-key", "session");
    /** Suspended callers cannot create these. */
    private static final Set<String> MADE_AT_WORK = Set.of("workflow", "api-key", "cancellable-job");

    private final World world;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    Stock(World world) {
        this.world = world;
    }

    /**
     * @param may whether the policy allows the request; otherwise nothing is created for it
     * @param plain whether the request is expected to succeed; long jobs are created only then
     */
    String id(Template template, String kind, Person self, String place, boolean may, boolean plain) {
        Thing thing = template.things().get(place);
        boolean spare = thing.usedUp() || isChanged(template.operation(), place, thing);
        boolean made = !MADE_AT_WORK.contains(thing.type()) || self != world.suspended;
        if (!may || !spare || !made || thing.type().equals("cancellable-job") && !plain) {
            return world.things.standing(thing.type(), self);
        }
        Person owner = thing.type().equals("workflow") ? forAll(self) : self;
        return ids.computeIfAbsent(
                key(template.operation(), kind, place), any -> world.things.fresh(thing.type(), owner));
    }

    /** Returns a person whose words everybody in the tenant may see, because a workflow may become public. */
    static Person forAll(Person person) {
        Party party = person.party();
        return new Person(
                person.name(),
                Party.tenant(party.reseller(), party.tenant()),
                person.credential(),
                person.email(),
                person.password(),
                person.requests());
    }

    /** Forgets what a successful request has deleted. */
    void used(Template template, String kind) {
        template.things().keySet().forEach(place -> ids.remove(key(template.operation(), kind, place)));
    }

    private static boolean isChanged(Operation operation, String place, Thing thing) {
        return !operation.method().equals("GET") && place.startsWith("path:") && CHANGEABLE.contains(thing.type());
    }

    private static String key(Operation operation, String kind, String place) {
        return operation.id() + "/" + kind + "/" + place;
    }
}
