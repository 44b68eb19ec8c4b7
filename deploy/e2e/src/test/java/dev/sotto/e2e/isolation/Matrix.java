package dev.sotto.e2e.isolation;

import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Client.Reply;
import dev.sotto.e2e.isolation.PolicyFile.Answer;
import dev.sotto.e2e.isolation.Template.Thing;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls an operation as each kind of caller, with every person's ids in each place that takes an id. */
public final class Matrix {
    /** Resources of a reseller, which all its tenants can reach. */
    private static final Set<String> OF_A_RESELLER = Set.of("plan", "branding", "reseller", "closed-reseller");
    /**
     * Resources outside the tree: anybody who has one of these tokens may use it, and the rival reseller's resources
     * are foreign to every caller.
     */
    private static final Set<String> OF_NOBODY = Set.of("refresh-token", "invitation", "rival-reseller", "rival-plan");

    /** Members that contain the time and path of the request. */
    private static final Pattern OF_THE_REQUEST = Pattern.compile("\"(instance|from|to)\":\"[^\"]*\"");

    private static final int SUCCESS = 200;
    private static final int REFUSAL = 400;
    private static final int FAILURE = 500;

    private final World world;
    private final PolicyFile policy;
    private final Map<String, Person> callers = new LinkedHashMap<>();
    private final Collection<String> findings = new ConcurrentLinkedQueue<>();
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cells = new AtomicInteger();

    public Matrix(World world, PolicyFile policy) {
        this.world = world;
        this.policy = policy;
        callers.put("anonymous", Person.NOBODY);
        callers.put("user", world.user);
        callers.put("colleague", world.colleague);
        callers.put("admin", world.admin);
        callers.put("neighbour", world.neighbour);
        callers.put("stranger", world.stranger);
        callers.put("reseller", world.seller);
        callers.put("rival", world.rival);
        callers.put("platform", world.platform);
        callers.put("key", world.key);
        callers.put("suspended", world.suspended);
    }

    Collection<String> findings() {
        return findings;
    }

    int cells() {
        return cells.get();
    }

    public Map<String, Person> callers() {
        return callers;
    }

    /** One operation, called by one kind of caller. */
    private record Line(Template template, String kind, Person caller, Person self, Answer answer) {

        @Override
        public String toString() {
            return template.operation() + " as " + kind;
        }
    }

    /** Asks all cells of one operation. */
    void ask(Template template) {
        callers.forEach((kind, caller) -> {
            Answer answer = policy.answer(template.operation().id(), kind);
            Line line = new Line(template, kind, caller, selfOf(kind), answer);
            withOwn(line);
            others(line.self())
                    .forEach((whose, other) -> template.things().forEach((place, thing) -> {
                        if (!isPointless(thing, line.self(), other)) {
                            withOthers(line, place, whose, other);
                        }
                    }));
            withOthersInHeaders(line);
        });
        if (template.operation().paged()) {
            withOthersCursor(template);
        }
    }

    /**
     * Returns the person whose ids count as the caller's own. For an Admin, a reseller and the platform, this is a
     * person below them.
     */
    public Person selfOf(String kind) {
        return switch (kind) {
            case "anonymous", "admin", "reseller", "platform", "key" -> world.user;
            case "rival" -> world.stranger;
            default -> callers.get(kind);
        };
    }

    /** Returns the persons whose ids are also tried; null stands for an id that does not exist. */
    private Map<String, @Nullable Person> others(Person self) {
        Map<String, @Nullable Person> others = new LinkedHashMap<>();
        if (self == world.user || self == world.colleague) {
            others.put("another user's of the same tenant", self == world.user ? world.colleague : world.user);
        }
        if (self != world.stranger) {
            others.put("another tenant's", self == world.neighbour ? world.user : world.neighbour);
        }
        others.put("another reseller's", self == world.stranger ? world.user : world.stranger);
        others.put("nobody's", null);
        return others;
    }

    private void withOwn(Line line) {
        boolean reachable = ownIsInReach(line);
        boolean succeeds = line.answer().isSuccess() && reachable;
        Reply reply = send(line, request(line, null, null, succeeds));
        if (line.answer().isSuccess() && !reachable) {
            check(reply.status() >= REFUSAL && reply.status() < FAILURE, line + " with own ids", "a refusal", reply);
        } else {
            check(
                    line.answer().allows(reply),
                    line + " with own ids",
                    line.answer().outcome(),
                    reply);
        }
    }

    private void withOthers(Line line, String place, String whose, @Nullable Person other) {
        Template template = line.template();
        boolean reachable = other != null
                && template.things().entrySet().stream()
                        .allMatch(each -> reaches(
                                line, each.getValue().type(), each.getKey().equals(place) ? other : line.self()));
        boolean fits = other != null && fits(template, place, line.self(), other);
        Reply reply = send(line, request(line, place, other, line.answer().isSuccess() && reachable && fits));
        String cell = line + " with " + whose + " in " + place;
        if (!line.answer().dependsOnReach()) {
            check(line.answer().allows(reply), cell, line.answer().outcome(), reply);
        } else if (reachable && (fits || !line.answer().isSuccess())) {
            check(line.answer().allows(reply), cell, line.answer().outcome(), reply);
        } else if (reachable) {
            check(reply.status() >= REFUSAL || reply.body().contains("\"items\":[]"), cell, "nothing", reply);
        } else {
            int absent = template.absent(place, line.kind());
            boolean refusedAnyway = !succeedsWithOwn(line) && reply.status() >= REFUSAL && reply.status() < FAILURE;
            check(reply.status() == absent || refusedAnyway, cell, "" + absent, reply);
            if (other != null) {
                asForNobodys(line, place, cell, reply);
            }
        }
    }

    private void asForNobodys(Line line, String place, String cell, Reply reply) {
        Reply absent = world.client.send(line.caller(), request(line, place, null, false));
        boolean same = reply.status() == absent.status() && plain(reply).equals(plain(absent));
        check(same, cell, "as for nobody's, " + absent + ",", reply);
    }

    private boolean succeedsWithOwn(Line line) {
        return line.answer().isSuccess() && ownIsInReach(line);
    }

    private boolean ownIsInReach(Line line) {
        return line.template().things().values().stream().allMatch(thing -> reaches(line, thing.type(), line.self()));
    }

    /** A person's id together with another tenant's id does not exist, even if the caller can reach both. */
    private static boolean fits(Template template, String place, Person self, Person other) {
        return self.party().isOfSameTenant(other.party())
                || template.absent(place, "") == SUCCESS
                || template.things().entrySet().stream()
                        .allMatch(each -> each.getKey().equals(place)
                                || self.party().isOfSameReseller(other.party())
                                        && (OF_A_RESELLER.contains(
                                                        each.getValue().type())
                                                || OF_NOBODY.contains(
                                                        each.getValue().type())));
    }

    /** The same id again, or an id that belongs to nobody anyway. */
    private boolean isPointless(Thing thing, Person self, @Nullable Person other) {
        return other != null
                && (OF_NOBODY.contains(thing.type())
                        || world.things
                                .standing(thing.type(), self)
                                .equals(world.things.standing(thing.type(), other)));
    }

    private static boolean reaches(Line line, String type, Person owner) {
        Party viewer = line.caller().party();
        boolean sameTenant = viewer.isOfSameTenant(owner.party());
        if (OF_NOBODY.contains(type)) {
            return true;
        }
        return switch (line.answer().reach()) {
            case "none" -> false;
            case "mine" -> type.equals("tenant") ? sameTenant : viewer.isSamePerson(owner.party());
            default ->
                viewer.isPlatform()
                        || sameTenant
                        || viewer.isOfSameReseller(owner.party())
                                && (viewer.isReseller() || OF_A_RESELLER.contains(type));
        };
    }

    private Ask request(Line line, @Nullable String place, @Nullable Person other, boolean succeeds) {
        return request(line.template(), line.kind(), place, other, succeeds);
    }

    /**
     * Builds a request with the caller's own ids except in one place.
     *
     * @param succeeds whether it will delete the named resource, which therefore must be a new one
     */
    Ask request(Template template, String kind, @Nullable String place, @Nullable Person other, boolean succeeds) {
        Person caller = callers.get(kind);
        Person self = selfOf(kind);
        Person owner = template.things().isEmpty() ? caller : other == null ? self : other;
        return template.ask(world, kind, caller, ownerOfWords(template, caller, owner), (where, thing) -> {
            if (where.equals(place) && other == null) {
                return UUID.randomUUID().toString();
            }
            Person whose = where.equals(place) ? other : self;
            return thing.usedUp() && succeeds
                    ? world.things.fresh(thing.type(), whose)
                    : world.things.standing(thing.type(), whose);
        });
    }

    public Person ownerOfWords(Template template, Person caller, Person owner) {
        boolean ofAReseller = template.things().values().stream()
                .allMatch(thing -> OF_A_RESELLER.contains(thing.type()) || OF_NOBODY.contains(thing.type()));
        if (template.things().isEmpty() || !ofAReseller) {
            return owner;
        }
        return world.things.resellerOf(owner);
    }

    /**
     * Only the token says who the caller is. Headers that say something else, and other persons' idempotency keys,
     * change nothing.
     */
    private void withOthersInHeaders(Line line) {
        Party other = (line.self() == world.stranger ? world.user : world.stranger).party();
        boolean succeeds = line.answer().isSuccess() && ownIsInReach(line);
        Ask ask = request(line, null, null, succeeds)
                .with("X-Tenant-Id", other.tenant())
                .with("X-Reseller-Id", other.reseller())
                .with("X-User-Id", other.user())
                .with("X-Sotto-Scope", "platform");
        boolean idempotent = line.template().operation().idempotent();
        if (idempotent) {
            ask = ask.with(
                    "Idempotency-Key", "the-same-" + line.template().operation().id());
        }
        Reply reply = send(line, ask);
        String cell = line + " with another's ids in headers";
        if (line.answer().isSuccess() && !succeeds) {
            check(reply.status() >= REFUSAL && reply.status() < FAILURE, cell, "a refusal", reply);
        } else {
            check(line.answer().allows(reply), cell, line.answer().outcome(), reply);
        }
        if (idempotent && reply.succeeded()) {
            check(made.add(reply.id()), cell, "something new", reply);
        }
    }

    /** A cursor says where a list continues, never whose list it is. */
    private void withOthersCursor(Template template) {
        for (List<String> pair : List.of(List.of("stranger", "user"), List.of("rival", "reseller"))) {
            Answer answer = policy.answer(template.operation().id(), pair.get(1));
            if (answer.isSuccess()) {
                String path = listOf(template, callers.get(pair.get(1)));
                String cursor = world.client
                        .send(callers.get(pair.get(0)), Ask.of("GET", listOf(template, callers.get(pair.get(0)))))
                        .json()
                        .path("next_cursor")
                        .asText("");
                if (!cursor.isEmpty()) {
                    cells.incrementAndGet();
                    Reply reply =
                            world.client.send(callers.get(pair.get(1)), Ask.of("GET", path + "&cursor=" + cursor));
                    String cell = template.operation() + " as " + pair.get(1) + " with another's cursor";
                    check(reply.status() < FAILURE, cell, "nothing of another's", reply);
                }
            }
        }
    }

    private String listOf(Template template, Person caller) {
        String path = template.operation().path();
        for (Map.Entry<String, Template.Thing> thing : template.things().entrySet()) {
            String place = thing.getKey().replace("path:", "{") + "}";
            path = path.contains(place)
                    ? path.replace(place, world.things.standing(thing.getValue().type(), caller))
                    : path;
        }
        return path + "?limit=1";
    }

    private Reply send(Line line, Ask ask) {
        cells.incrementAndGet();
        return world.client.send(line.caller(), ask);
    }

    private static String plain(Reply reply) {
        return OF_THE_REQUEST.matcher(reply.body()).replaceAll("");
    }

    private void check(boolean held, String cell, String expected, Reply reply) {
        if (!held) {
            findings.add(cell + ": " + expected + " was expected, but came " + reply);
        }
    }
}
