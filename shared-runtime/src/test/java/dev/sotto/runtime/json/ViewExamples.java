package dev.sotto.runtime.json;

import dev.sotto.model.access.ApiKeyStatus;
import dev.sotto.model.access.ApiKeyView;
import dev.sotto.model.access.Permission;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.audit.AuditEntryView;
import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.BillingPartyView;
import dev.sotto.model.billing.ChargeDescription;
import dev.sotto.model.billing.ChargeKind;
import dev.sotto.model.billing.ChargeSource;
import dev.sotto.model.billing.ChargeView;
import dev.sotto.model.billing.Collector;
import dev.sotto.model.billing.CommissionLineView;
import dev.sotto.model.billing.CommissionView;
import dev.sotto.model.billing.MovedSubscribersView;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.PlanStatus;
import dev.sotto.model.billing.PlanVersionView;
import dev.sotto.model.billing.PlanView;
import dev.sotto.model.billing.ResourceType;
import dev.sotto.model.billing.StoredTotal;
import dev.sotto.model.billing.SubscriptionPreviewView;
import dev.sotto.model.billing.SubscriptionSource;
import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.billing.SubscriptionView;
import dev.sotto.model.billing.UsagePoint;
import dev.sotto.model.billing.UsageRecordView;
import dev.sotto.model.billing.UsageTotal;
import dev.sotto.model.billing.UsageView;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.EnginesView;
import dev.sotto.model.jobs.FetchView;
import dev.sotto.model.jobs.JobPage;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.jobs.JobWarning;
import dev.sotto.model.jobs.PeaksView;
import dev.sotto.model.jobs.QuotaView;
import dev.sotto.model.jobs.RetentionView;
import dev.sotto.model.jobs.RevisionView;
import dev.sotto.model.jobs.SpeechTask;
import dev.sotto.model.jobs.UploadState;
import dev.sotto.model.jobs.UploadView;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.model.jobs.WorkflowView;
import dev.sotto.model.paging.Page;
import dev.sotto.model.resellers.BrandingView;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.resellers.ResellerView;
import dev.sotto.model.tenants.AllowanceOverrides;
import dev.sotto.model.tenants.DelegatedToken;
import dev.sotto.model.tenants.Language;
import dev.sotto.model.tenants.MeView;
import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.SessionView;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.model.tenants.Tokens;
import dev.sotto.model.tenants.UserStatus;
import dev.sotto.model.tenants.UserView;
import dev.sotto.model.webhooks.DeliveryProblem;
import dev.sotto.model.webhooks.DeliveryStatus;
import dev.sotto.model.webhooks.WebhookDeliveryView;
import dev.sotto.model.webhooks.WebhookDisabling;
import dev.sotto.model.webhooks.WebhookEvent;
import dev.sotto.model.webhooks.WebhookReplayView;
import dev.sotto.model.webhooks.WebhookStatus;
import dev.sotto.model.webhooks.WebhookView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** One of each view with every member set, as in {@code docs/views}. A new view needs a line here. */
final class ViewExamples {

    private static final UUID TENANT = id(1);
    private static final UUID RESELLER = id(2);
    private static final UUID PLAN = id(3);
    private static final UUID USER = id(4);
    private static final UUID JOB = id(5);
    private static final UUID BRANDING = id(6);
    private static final UUID SUBSCRIPTION = id(7);
    private static final UUID WORKFLOW = id(8);
    private static final UUID CHARGE = id(10);
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant TIME = Instant.parse("2026-03-31T10:15:30.123456Z");
    private static final String CURSOR = "AYkKXayWd0u8zgAAAAAAAQ";
    private static final BigDecimal PRICE = new BigDecimal("29.00");
    private static final BigDecimal RATE = new BigDecimal("15.00");
    private static final BigDecimal EARNED = new BigDecimal("4.35");
    private static final UsageTotal TOTAL =
            new UsageTotal(TENANT, ResourceType.Processing, new BigDecimal("6.365000"), "Seconds", 1);
    private static final UsagePoint POINT =
            new UsagePoint(BEGIN, USER.toString(), ResourceType.Processing, new BigDecimal("6.365000"), "Seconds");
    private static final StoredTotal STORED = new StoredTotal(TENANT, new BigDecimal("0.040060"), "MB", 1);
    private static final CommissionLineView LINE = new CommissionLineView(
            id(11),
            RESELLER,
            TENANT,
            CHARGE,
            ChargeKind.Charge,
            PRICE,
            RATE,
            EARNED,
            Collector.Reseller,
            new BigDecimal("-24.65"),
            "EUR",
            TIME);
    private static final WorkflowGraph GRAPH = new WorkflowGraph(
            List.of(
                    new WorkflowGraph.Node("hear", "transcription", Map.of("language", "en")),
                    new WorkflowGraph.Node("write", "export", Map.of("formats", List.of("srt", "vtt")))),
            List.of(new WorkflowGraph.Edge("hear", "write")));
    private static final UserView PERSON = new UserView(
            USER,
            TENANT,
            "ada@example.com",
            "Ada",
            "Byron",
            Language.en,
            "Europe/London",
            Role.User,
            UserStatus.Active,
            TIME,
            2,
            BEGIN,
            TIME);
    private static final JobSettings SETTINGS =
            new JobSettings("en", SpeechTask.TRANSCRIBE, "large-v3", "Sotto, SRT, WebVTT.");
    private static final JobView JOB_VIEW = new JobView(
            JOB,
            TENANT,
            USER,
            WORKFLOW,
            1,
            "Minutes",
            JobStatus.Failed,
            "meeting.mp3",
            "Monday's meeting",
            6_365,
            38_900,
            true,
            "en",
            2,
            ChannelMode.SPLIT,
            true,
            JobPriority.HIGH,
            SETTINGS,
            List.of(JobWarning.TRUNCATED),
            0.25,
            3L,
            TIME,
            new FetchView(12_000, 38_900L),
            2,
            "engine-failed",
            "The engine gave up.",
            11,
            4,
            BEGIN,
            TIME,
            TIME);

    private ViewExamples() {}

    private static final PlanFeatures FEATURES =
            new PlanFeatures(List.of("large-v3"), List.of("en", "de"), true, true, false, 500, 90);

    static Stream<Record> all() {
        return Stream.of(
                new WebhookView(
                        id(14),
                        TENANT,
                        "https://receiver.example/sotto",
                        List.of(WebhookEvent.JOB_COMPLETED, WebhookEvent.JOB_FAILED),
                        "Imports transcripts",
                        WebhookStatus.Disabled,
                        WebhookDisabling.Failing,
                        BEGIN,
                        3,
                        BEGIN,
                        TIME,
                        "whsec_c2VjcmV0LW9mLWFuLWV4YW1wbGUtMzItYnl0ZXMhIQ=="),
                new WebhookDeliveryView(
                        id(15),
                        id(14),
                        WebhookEvent.JOB_COMPLETED,
                        DeliveryStatus.Pending,
                        "{\"type\":\"job.completed\",\"timestamp\":\"2026-03-31T10:15:30Z\",\"data\":{}}",
                        2,
                        TIME,
                        TIME,
                        DeliveryProblem.Status,
                        503,
                        "Try later",
                        120,
                        BEGIN),
                new WebhookReplayView(12),
                new AuditEntryView(
                        id(12),
                        TIME,
                        TENANT,
                        RESELLER,
                        "tenant",
                        USER,
                        USER.toString(),
                        "changed",
                        "user",
                        USER,
                        Map.of("first_name", "Augusta"),
                        Map.of("first_name", "Ada"),
                        "a-request",
                        "192.0.2.7",
                        "Ada Byron",
                        "Ada Byron",
                        "Ticket 4711"),
                new ChargeView(
                        id(12),
                        TENANT,
                        RESELLER,
                        SUBSCRIPTION,
                        PLAN,
                        1,
                        ChargeKind.Refund,
                        ChargeSource.Person,
                        ChargeDescription.Refund,
                        CHARGE,
                        "Two days without service",
                        BEGIN,
                        END,
                        new BigDecimal("-10.00"),
                        "EUR",
                        new BigDecimal("-1.90"),
                        new BigDecimal("19.0000"),
                        "DE",
                        Collector.Reseller,
                        TIME),
                LINE,
                new BillingPartyView(
                        "Acme Speech GmbH", "Hafenstr. 1", "20457", "Hamburg", "Hamburg", "DE", "DE136695976", 2, TIME),
                new CommissionView(
                        Map.of("EUR", EARNED),
                        Map.of("EUR", new BigDecimal("0.00")),
                        Map.of("EUR", new BigDecimal("24.65")),
                        Map.of("EUR", new BigDecimal("-24.65")),
                        List.of(LINE),
                        CURSOR),
                new PlanView(
                        PLAN,
                        RESELLER,
                        "Basic",
                        "An hour a month",
                        PRICE,
                        new BigDecimal("290.00"),
                        "EUR",
                        100,
                        60,
                        5,
                        PlanLimits.USUAL,
                        FEATURES,
                        PlanStatus.Published,
                        3,
                        1,
                        BEGIN,
                        TIME),
                new PlanVersionView(
                        id(13),
                        PLAN,
                        3,
                        PRICE,
                        new BigDecimal("290.00"),
                        "EUR",
                        100,
                        60,
                        5,
                        PlanLimits.USUAL,
                        FEATURES,
                        BEGIN),
                new SubscriptionView(
                        SUBSCRIPTION,
                        TENANT,
                        RESELLER,
                        PLAN,
                        3,
                        SubscriptionSource.Manual,
                        Collector.Platform,
                        SubscriptionStatus.Active,
                        BillingInterval.Month,
                        "Europe/Berlin",
                        BEGIN,
                        BEGIN,
                        END,
                        END,
                        BEGIN,
                        END,
                        new SubscriptionView.Pending(PLAN, 4, BillingInterval.Year, END),
                        1,
                        BEGIN,
                        TIME),
                new SubscriptionPreviewView(
                        PLAN,
                        4,
                        BillingInterval.Month,
                        TIME,
                        List.of(
                                new SubscriptionPreviewView.Line(
                                        ChargeKind.Credit, PLAN, 3, TIME, END, new BigDecimal("-14.50"), "EUR"),
                                new SubscriptionPreviewView.Line(
                                        ChargeKind.Charge, PLAN, 4, TIME, END, new BigDecimal("29.50"), "EUR")),
                        Map.of("EUR", new BigDecimal("15.00")),
                        END,
                        new BigDecimal("59.00"),
                        "EUR",
                        1000,
                        600,
                        20),
                new MovedSubscribersView(PLAN, 4, 17),
                new UsageRecordView(
                        id(9),
                        TENANT,
                        RESELLER,
                        USER,
                        JOB,
                        ResourceType.Storage,
                        new BigDecimal("0.040060"),
                        "MB",
                        TIME),
                TOTAL,
                STORED,
                POINT,
                new UsageView(BEGIN, END, List.of(TOTAL), List.of(STORED), List.of(POINT)),
                JOB_VIEW,
                SETTINGS,
                new JobPage(List.of(JOB_VIEW), CURSOR, 42L),
                new FetchView(12_000, 38_900L),
                new QuotaView(
                        BEGIN,
                        END,
                        QuotaView.Amounts.of(3_600_000, 6_365, 1_000),
                        QuotaView.Amounts.of(100_000_000, 40_060, 0)),
                new PeaksView(200, 10, "8BIA/w=="),
                new RetentionView(90, 365, 2),
                new EnginesView(List.of(new EnginesView.Engine(
                        "fast",
                        List.of("large-v3", "small"),
                        List.of("de", "en"),
                        true,
                        false,
                        true,
                        true,
                        false,
                        true))),
                new RevisionView(4, USER, id(14), 2L, 12, TIME),
                new UploadView(
                        id(13),
                        TENANT,
                        USER,
                        UploadState.Completed,
                        "meeting.mp3",
                        38_900,
                        38_900,
                        JOB,
                        Map.of("type", "https://sotto.dev/problems/unreadable-audio", "status", 422),
                        TIME,
                        BEGIN,
                        TIME),
                new WorkflowView(
                        WORKFLOW,
                        TENANT,
                        USER,
                        "Minutes",
                        "Text and subtitles",
                        GRAPH,
                        true,
                        true,
                        true,
                        2,
                        BEGIN,
                        TIME),
                new Page<>(List.of(PERSON), CURSOR),
                new BrandingView(
                        BRANDING,
                        RESELLER,
                        "Harbour blue",
                        true,
                        Map.of("primary", "#0b3d91"),
                        Map.of("logo", "https://cdn.example.com/logo.svg"),
                        Map.of("product", "Northwind Voice"),
                        1,
                        BEGIN,
                        TIME),
                new ResellerView(
                        RESELLER,
                        "Northwind Voice",
                        "office@northwind.example.com",
                        "+49 30 123456",
                        RATE,
                        Collector.Reseller,
                        "Europe/Berlin",
                        ResellerStatus.Suspended,
                        Set.of(SuspensionReason.Billing),
                        1,
                        BEGIN,
                        TIME),
                new TenantView(
                        TENANT,
                        RESELLER,
                        "Acme",
                        "voice.acme.example.com",
                        TenantKind.Customer,
                        TenantStatus.Suspended,
                        EnumSet.of(SuspensionReason.Reseller, SuspensionReason.Abuse),
                        Set.of(SuspensionReason.Billing),
                        PLAN,
                        SUBSCRIPTION.toString(),
                        SubscriptionStatus.Active,
                        BRANDING,
                        100,
                        60,
                        5,
                        new AllowanceOverrides(null, null, 5, null, null, 4, null),
                        new TenantView.PlannedMove(id(13), id(14), END, "is closed"),
                        1,
                        BEGIN,
                        TIME),
                new ApiKeyView(
                        id(13),
                        TENANT,
                        USER,
                        "Nightly import",
                        List.of(Permission.JOBS_READ, Permission.JOBS_WRITE),
                        ApiKeyStatus.Revoked,
                        END,
                        TIME,
                        TIME,
                        2,
                        BEGIN,
                        "sotto_the-key-itself"),
                new DelegatedToken("header.claims.signature", "Bearer", 900),
                new SessionView(id(14), BEGIN, TIME, END, "Mozilla/5.0", "203.0.113.7", true),
                new MeView(
                        PERSON,
                        new MeView.Organisation(
                                TENANT,
                                TenantKind.Customer,
                                "Acme",
                                TenantStatus.Suspended,
                                Set.of(SuspensionReason.Billing),
                                new MeView.Seats(3, 5)),
                        new MeView.Reseller(RESELLER, "Blue Voice"),
                        FEATURES,
                        new MeView.Impersonation("Grace Hopper", "Ticket 4711: an export is missing", END)),
                new Tokens("header.claims.signature", "Bearer", 900, "an-opaque-word"),
                PERSON);
    }

    private static UUID id(int number) {
        return UUID.fromString("01890a5d-ac96-774b-bcce-%012d".formatted(number));
    }
}
