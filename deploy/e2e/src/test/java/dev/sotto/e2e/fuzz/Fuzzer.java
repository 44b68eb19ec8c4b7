package dev.sotto.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Client.Reply;
import dev.sotto.e2e.isolation.Matrix;
import dev.sotto.e2e.isolation.Operation;
import dev.sotto.e2e.isolation.Person;
import dev.sotto.e2e.isolation.PolicyFile;
import dev.sotto.e2e.isolation.Template;
import dev.sotto.e2e.isolation.World;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes requests for all operations, as all kinds of callers. */
final class Fuzzer {
    private static final int PLAIN_PERCENT = 12;
    private static final int VARIED_PERCENT = 40;
    private static final int MAY_PERCENT = 80;
    private static final int MOST_DAMAGES = 3;
    private static final Set<String> OF_PEOPLE = Set.of("/api/v1/users", "/api/v1/api-keys");
    /** Tenants are transferred to these, together with what the tests wrote before. */
    private static final Set<String> OTHERS = Set.of("rival", "stranger");

    private static final List<Damage> DAMAGES = List.of(
            new BodyDamage(),
            new BodyDamage(),
            new FormDamage(),
            new FormDamage(),
            new AddressDamage(),
            new HeadDamage());

    private final World world;
    private final Trial trial;
    private final Matrix matrix;
    private final Map<String, Person> callers;
    private final PolicyFile policy = PolicyFile.read();
    private final List<Template> templates;
    private final Map<String, Documented> documented;
    private final Stock stock;
    private final Guessing guessing;
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    Fuzzer(World world, Trial trial, Map<String, Documented> documented, JsonNode requests) {
        this.world = world;
        this.trial = trial;
        this.documented = documented;
        this.matrix = new Matrix(world, policy);
        this.callers = new LinkedHashMap<>(matrix.callers());
        callers.keySet().removeAll(OTHERS);
        this.stock = new Stock(world);
        this.guessing = new Guessing(world.sotto);
        this.templates = Operation.all().stream()
                .map(operation -> new Template(operation, requests.path(operation.id())))
                .toList();
    }

    List<Template> templates() {
        return templates;
    }

    /** Sends the undamaged request of an operation, as each kind of caller that may call it. */
    void plainly(Template template) {
        whoMay(template.operation()).forEach(kind -> asked(template, kind, true, "plain", ask -> ask));
    }

    /** Sends one random request. */
    void one(Dice dice) {
        Template template = dice.one(templates);
        Documented operation = documented.get(template.operation().id());
        List<String> may = whoMay(template.operation());
        List<String> kinds = List.copyOf(callers.keySet());
        String kind = !may.isEmpty() && dice.chance(MAY_PERCENT) ? dice.one(may) : dice.one(kinds);
        int way = dice.below(100);
        if (way < PLAIN_PERCENT) {
            asked(template, kind, true, "plain", ask -> ask);
        } else if (way < PLAIN_PERCENT + VARIED_PERCENT) {
            asked(template, kind, false, "varied", ask -> Variation.of(operation, ask, dice));
        } else {
            asked(template, kind, false, "hostile", ask -> damaged(operation, ask, dice));
        }
    }

    private static Ask damaged(Documented operation, Ask ask, Dice dice) {
        Ask damaged = dice.chance(30) ? Variation.of(operation, ask, dice) : ask;
        for (int times = 1 + dice.below(MOST_DAMAGES); times > 0; times--) {
            Ask so = damaged;
            Damage damage = dice.one(
                    DAMAGES.stream().filter(each -> each.fits(operation, so)).toList());
            damaged = damage.done(operation, damaged, dice);
        }
        return damaged;
    }

    private List<String> whoMay(Operation operation) {
        return callers.keySet().stream()
                .filter(kind -> policy.answer(operation.id(), kind).isSuccess()
                        && !policy.answer(operation.id(), kind).reach().equals("none"))
                .toList();
    }

    private interface Change {
        Ask of(Ask ask);
    }

    private void asked(Template template, String kind, boolean plain, String how, Change change) {
        synchronized (locks.computeIfAbsent(template.operation().id() + kind, any -> new Object())) {
            alone(template, kind, plain, how, change);
        }
    }

    /**
     * Runs one request at a time per operation and kind of caller, because a request may delete what the next one
     * names.
     */
    private void alone(Template template, String kind, boolean plain, String how, Change change) {
        Documented operation = documented.get(template.operation().id());
        Ask ask;
        try {
            ask = change.of(request(template, kind, plain));
        } catch (IllegalStateException | UncheckedIOException e) {
            trial.findings().add(operation, "what it names could not be made as " + kind, e::toString);
            return;
        }
        guessing.count(template.operation());
        boolean patient = !Guessing.isSlowedDown(template.operation());
        trial.ask(operation, callers.get(kind), ask, patient, how)
                .filter(Reply::succeeded)
                .ifPresent(done -> stock.used(template, kind));
    }

    private Ask request(Template template, String kind, boolean plain) {
        Person self = matrix.selfOf(kind);
        boolean may = whoMay(template.operation()).contains(kind);
        return template.ask(
                world,
                kind,
                callers.get(kind),
                ownerOfWords(template, kind),
                (place, thing) -> stock.id(template, kind, self, place, may, plain));
    }

    /** A damaged request may lose its tenant id. Then a new person or key belongs to the caller's own tenant. */
    private Person ownerOfWords(Template template, String kind) {
        Person caller = callers.get(kind);
        String path = template.operation().path();
        boolean own = template.things().isEmpty() || kind.equals("platform") && OF_PEOPLE.contains(path);
        Person owner = matrix.ownerOfWords(template, caller, own ? caller : matrix.selfOf(kind));
        return path.startsWith("/api/v1/workflows") ? Stock.forAll(owner) : owner;
    }
}
