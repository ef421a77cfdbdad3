package io.github.kosmasdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.kosmasdk.auth.form.AnswerProblem;
import io.github.kosmasdk.auth.form.Form;
import io.github.kosmasdk.auth.form.FormAnswer;
import io.github.kosmasdk.consent.TokenProtection;
import io.github.kosmasdk.error.FieldError;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.insights.CategoryTree;
import io.github.kosmasdk.insights.derived.History;
import io.github.kosmasdk.internal.http.Deadline;
import io.github.kosmasdk.internal.http.Departure;
import io.github.kosmasdk.payment.TransferExtension;
import io.github.kosmasdk.payment.TransferRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Finds every record of the SDK and puts a marker into each text, link and amount in it: whatever {@code toString} shows
 * of these has to be on the list of what may be shown. A record that is added is held to that without being added here.
 */
class ToStringTest {

    /** What may be shown, as the record that holds it and its component. Everything else is a secret. */
    private static final Set<String> SHOWN = Set.of(
            "Drift.where",
            "Bank.bankName",
            "Bank.countryCode",
            "BankSearch.bankName",
            "Country.countryCode",
            "ReactiveAccountsClient.PageAnswer.state",
            "StoredConsent.version",
            "StoredConsent.id",
            "Operation.name",
            "ConsentRefreshJob.Progress.id",
            "ControlProof.FinishedFlow.flowType",
            "Category.name",
            "CategoryName.name",
            "CategorySum.name",
            "ConsentRefresh.RefreshError.code",
            "ConsentRefresh.RefreshError.message",
            "ConsentRecord.id",
            "ConsentRecord.grantedCalls",
            "Address.country",
            "AllowedAccounts.currencies",
            "Amount.currency",
            "Amount.minorUnits",
            "AuthStep.Info.context",
            "AuthStep.Info.state",
            "AuthStep.Info.type",
            "BankChoice.bankCode",
            "BankChoice.countryCode",
            "BankTransactionCode.code",
            "BankTransactionCode.subCode",
            "CallInfo.correlationId",
            "CallInfo.operation",
            "CallOutcome.failure",
            "Choice.key",
            "ConsentCall.name",
            "ConsentDetails.CallWindow.call",
            "ConsentDetails.LastError.code",
            "ConsentDetails.LastError.message",
            "ConsentRecord.Usage.call",
            "ConsentRefreshJob.Progress.failure",
            "ConsentScope.InsightsRefresh.intendedReports",
            "ElementHead.tags",
            "ElementHead.type",
            "ElementHead.version",
            "FlowAnswer.state",
            "FlowReference.type",
            "FlowStatus.Aborted.state",
            "FlowStatus.ConsumerInputNeeded.state",
            "FlowStatus.Failed.state",
            "FlowStatus.Finished.state",
            "FlowStatus.Processing.state",
            "FlowStatusJson.Saved.flowType",
            "FlowStatusJson.Saved.state",
            "FlowType.key",
            "FormAnswer.Entry.key",
            "Input.key",
            "KosmaProxy.host",
            "Padlock.key",
            "PaymentResult.OutcomeUnknown.failure",
            "Pipeline.Settings.userAgent",
            "ProtectedToken.keyId",
            "TransferStateResult.bankTransferState",
            "ServiceError.code",
            "ServiceError.fieldErrors",
            "ServiceError.message",
            "Session.sessionIdShort",
            "SessionBank.bankCode",
            "SessionBank.bankKrn",
            "SessionBank.bankName",
            "SessionBank.bic",
            "SessionBank.connection",
            "SessionBank.countryCode",
            "SessionBank.integrationKrn",
            "SessionBank.subIntegrationKrn",
            "SessionInfo.sessionIdShort",
            "Switchable.key",
            "TlsFailures.Reason.words",
            "Toggle.key",
            "TransferProblem.member",
            "TransferProblem.message",
            "TransferStateAnswer.bankState",
            "UnknownElement.members",
            "Validator.charBlacklist",
            "Validator.charWhitelist",
            "Validator.maxValue",
            "Validator.minValue",
            "Validator.pattern",
            "Validator.patternFormat");

    /** Texts that have to look like something, each with a marker in it. */
    private static final Map<String, Function<String, Object>> SHAPES = Map.ofEntries(
            Map.entry("KosmaEnvironment.baseUrl", any -> URI.create("https://api.example")),
            Map.entry("KosmaEnvironment.authBaseUrl", any -> URI.create("https://auth.example")),
            Map.entry("KosmaEnvironment.bankDirectoryBaseUrl", any -> Optional.of(URI.create("https://banks.example"))),
            Map.entry("BankQuery.countryCode", any -> "DE"),
            Map.entry("BankQuery.pageSize", any -> OptionalInt.of(7)),
            Map.entry("BankSearch.bankCode", any -> Optional.empty()),
            Map.entry("BankSearch.bic", any -> Optional.empty()),
            Map.entry("RefreshAccounts.all", any -> Optional.empty()),
            Map.entry("RefreshAccounts.ibans", marker -> List.of(marker)),
            Map.entry("RefreshAccounts.ids", any -> List.of()),
            Map.entry("RefreshAccounts.insightsAccountIds", any -> List.of()),
            Map.entry("ReportScope.excludedInsightsAccountIds", any -> List.of()),
            Map.entry("TransactionFilter.insightsTransactionIds", any -> List.of()),
            Map.entry("TransactionFilter.excludedCategories", any -> List.of()),
            Map.entry("TransactionFilter.brandIds", any -> List.of()),
            Map.entry("TransactionFilter.labels", any -> List.of()),
            Map.entry("TransactionFilter.excludedLabels", any -> List.of()),
            Map.entry("ApiLink.value", marker -> "https://api.example/xs2a/v1/sessions/" + marker + "?" + marker),
            Map.entry("WhiteLabelKeys.aspspData", any -> "00ff:11ee"),
            Map.entry("BankChoice.countryCode", any -> "DE"),
            Map.entry("ConsentCall.method", any -> HttpMethod.POST),
            Map.entry("Operation.method", any -> HttpMethod.GET),
            Map.entry("Transport.Request.headers", marker -> new DefaultHttpHeaders().set("authorization", marker)),
            Map.entry(
                    "Transport.Request.departure",
                    any -> new Departure(new Deadline(Duration.ofSeconds(1), Schedulers.parallel()))),
            Map.entry("Transport.Request.method", any -> HttpMethod.GET),
            Map.entry("LinkGuard.Base.origin", any -> URI.create("https://api.example")),
            Map.entry("Target.origin", any -> URI.create("https://api.example")),
            Map.entry("AuthStep.FormInput.form", marker -> new Form("f", "1.0.0", List.of(), marker)),
            Map.entry("Recipient.extension", marker -> TransferExtension.NONE),
            Map.entry("TransferRequest.extension", marker -> TransferExtension.NONE),
            Map.entry("PaymentResult.Denied.failure", any -> Optional.of(new KosmaUsageException("denied"))),
            Map.entry("ResponseLimits.maxBodyBytes", any -> 1 << 20),
            Map.entry("ResponseLimits.maxHeaderBytes", any -> 1 << 13),
            Map.entry("ResponseLimits.maxNesting", any -> 50),
            Map.entry("ResponseLimits.maxStringLength", any -> 1 << 20),
            Map.entry("ResponseLimits.maxNumberLength", any -> 50),
            Map.entry("Psu.ipAddress", any -> "203.0.113.17"));

    /** Classes, not records, with a {@code toString} of their own, and who holds that it tells nothing. */
    private static final Set<Class<?>> HELD_ELSEWHERE = Set.of(
            KosmaTls.class, // KosmaTlsTest
            OpenEnum.class, // its text is a word of the contract
            AnswerProblem.class, // FormAnswerTest
            Form.class, // FormAnswerTest
            FormAnswer.class, // FormAnswerTest
            FormAnswer.Builder.class, // FormAnswerTest
            TokenProtection.class, // SecretsTest
            FieldError.class, // above
            CategoryTree.class, // it counts
            History.class, // it counts
            TransferExtension.class);

    /** All of them but one whose rules take no markers; {@link SecretsTest} has it. */
    static List<Class<?>> records() {
        return types().filter(Class::isRecord)
                .filter(type -> type != TransferRequest.class)
                .collect(Collectors.toList());
    }

    private static Stream<Class<?>> types() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.github.kosmasdk").stream()
                        .filter(type -> type.getSource()
                                .map(source -> source.getUri().toString().contains("kosma-sdk-core"))
                                .orElse(false))
                        .map(JavaClass::reflect)
                        .<Class<?>>map(type -> type)
                        .sorted((a, b) -> a.getName().compareTo(b.getName()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void showsOnlyWhatIsOnTheList(Class<?> record) {
        Markers markers = new Markers();
        String shown = markers.make(record).toString();
        Set<String> told = new TreeSet<>();
        markers.texts.forEach((marker, place) -> {
            if (shown.contains(marker)) {
                told.add(place);
            }
        });
        told.removeIf(place -> SHOWN.contains(place));
        assertThat(told).as(shown).isEmpty();
    }

    @Test
    void aClassWithAToStringOfItsOwnIsHeldSomewhere() {
        List<Class<?>> own = types().filter(type -> !type.isRecord() && !type.isEnum() && !type.isInterface())
                .filter(type -> Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("toString") && method.getParameterCount() == 0))
                .collect(Collectors.toList());
        assertThat(own).containsExactlyInAnyOrderElementsOf(HELD_ELSEWHERE);
    }

    /** Makes values of any type, and remembers which marker went where. */
    private static final class Markers {

        private final Map<String, String> texts = new LinkedHashMap<>();
        private int number = 700_100;

        Object make(Class<?> record) {
            return record(record, Map.of());
        }

        private Object record(Class<?> type, Map<TypeVariable<?>, Type> bound) {
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                String place = type.getName()
                                .substring(type.getPackageName().length() + 1)
                                .replace('$', '.') + "." + components[i].getName();
                values[i] = value(components[i].getGenericType(), place, bound);
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                throw new AssertionError(
                        type.getName() + " takes no such values: give its components a shape here", e.getCause());
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                throw new AssertionError(type.getName() + " takes no " + Arrays.toString(values), e);
            }
        }

        private String marker(String place) {
            String marker = "Canary" + number++;
            texts.put(marker, place);
            return marker;
        }

        private Object value(Type type, String place, Map<TypeVariable<?>, Type> bound) {
            if (SHAPES.containsKey(place)) {
                return SHAPES.get(place).apply(marker(place));
            }
            if (type instanceof TypeVariable<?> variable) {
                return value(bound.getOrDefault(variable, Boolean.class), place, Map.of());
            }
            if (type instanceof ParameterizedType generic) {
                return generic(generic, place, bound);
            }
            if (!(type instanceof Class<?> raw)) {
                return value(String.class, place, bound);
            }
            if (raw == String.class || raw == Object.class || raw == CharSequence.class) {
                return marker(place);
            }
            if (raw == long.class || raw == Long.class || raw == OptionalLong.class) {
                long value = number++;
                texts.put(String.valueOf(value), place);
                return raw == OptionalLong.class ? OptionalLong.of(value) : (Object) value;
            }
            return raw.isRecord() ? record(raw, Map.of()) : plain(raw, place);
        }

        private Object plain(Class<?> raw, String place) {
            if (raw == URI.class) {
                return URI.create("https://bank.example/" + marker(place) + "?" + marker(place));
            }
            if (raw == JsonNode.class) {
                return StringNode.valueOf(marker(place));
            }
            if (raw == FieldError.class) {
                return new FieldError(marker(place), marker(place), marker(place));
            }
            if (raw.isArray()) {
                return Array.newInstance(raw.getComponentType(), 1);
            }
            if (raw == Throwable.class || raw == Exception.class) {
                return new IllegalStateException(marker(place));
            }
            if (raw.isEnum()) {
                return raw.getEnumConstants()[0];
            }
            if (raw.isSealed()) {
                return value(raw.getPermittedSubclasses()[0], place, Map.of());
            }
            if (raw.isInterface()) {
                return Proxy.newProxyInstance(
                        raw.getClassLoader(), new Class<?>[] {raw}, (proxy, method, arguments) -> null);
            }
            Object plain = Map.<Class<?>, Object>of(
                            int.class,
                            7,
                            char.class,
                            'x',
                            boolean.class,
                            true,
                            Boolean.class,
                            true,
                            OptionalInt.class,
                            OptionalInt.of(7),
                            Duration.class,
                            Duration.ofSeconds(7),
                            Instant.class,
                            Instant.EPOCH,
                            LocalDate.class,
                            LocalDate.EPOCH,
                            YearMonth.class,
                            YearMonth.of(1970, 1),
                            Class.class,
                            String.class)
                    .get(raw);
            return plain == null ? withNothing(raw, place) : plain;
        }

        private static Object withNothing(Class<?> raw, String place) {
            try {
                return raw.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(place + " is a " + raw.getName() + ": say here how one is made", e);
            }
        }

        private Object generic(ParameterizedType type, String place, Map<TypeVariable<?>, Type> bound) {
            Class<?> raw = (Class<?>) type.getRawType();
            Type[] arguments = type.getActualTypeArguments();
            Type last = arguments[arguments.length - 1];
            if (raw == Optional.class) {
                return Optional.of(value(last, place, bound));
            }
            if (raw == List.class) {
                return List.of(value(last, place, bound));
            }
            if (raw == Set.class) {
                return Set.of(value(last, place, bound));
            }
            if (raw == Map.class) {
                return Map.of("key", value(last, place, bound));
            }
            if (raw == OpenEnum.class) {
                return openEnum((Class<?>) last);
            }
            if (raw == Class.class) {
                return String.class;
            }
            if (raw.isRecord()) {
                Map<TypeVariable<?>, Type> inner = new HashMap<>();
                for (int i = 0; i < arguments.length; i++) {
                    inner.put(
                            raw.getTypeParameters()[i],
                            arguments[i] instanceof TypeVariable<?> variable
                                    ? bound.getOrDefault(variable, Boolean.class)
                                    : arguments[i]);
                }
                return record(raw, inner);
            }
            return plain(raw, place);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // the parameter of an OpenEnum is an enum
        private static Object openEnum(Class<?> words) {
            return OpenEnum.of((Enum) words.getEnumConstants()[0]);
        }
    }
}
