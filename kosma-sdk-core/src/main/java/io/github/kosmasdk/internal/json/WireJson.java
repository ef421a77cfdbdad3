package io.github.kosmasdk.internal.json;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.kosmasdk.Amount;
import io.github.kosmasdk.ApiLink;
import io.github.kosmasdk.Drift;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.account.AllowedAccounts;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.Capability;
import io.github.kosmasdk.account.TransactionsRequest;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.consent.ConsentToken;
import io.github.kosmasdk.consent.TransferToken;
import io.github.kosmasdk.error.FieldError;
import io.github.kosmasdk.flow.ClientToken;
import io.github.kosmasdk.insights.AccountInfoReport;
import io.github.kosmasdk.insights.AccountReference;
import io.github.kosmasdk.insights.AutoRefreshRequest;
import io.github.kosmasdk.insights.BalanceOverTimeReport;
import io.github.kosmasdk.insights.BalancesReport;
import io.github.kosmasdk.insights.CategorizationReport;
import io.github.kosmasdk.insights.CategorizationRequest;
import io.github.kosmasdk.insights.CategorySumsReport;
import io.github.kosmasdk.insights.CategorySumsRequest;
import io.github.kosmasdk.insights.ConsentRefresh;
import io.github.kosmasdk.insights.ConsentRefreshRequest;
import io.github.kosmasdk.insights.InsightsRefreshResult;
import io.github.kosmasdk.insights.NewAccount;
import io.github.kosmasdk.insights.NewTransaction;
import io.github.kosmasdk.insights.RecurringGroup;
import io.github.kosmasdk.insights.RecurringTransactionsReport;
import io.github.kosmasdk.insights.RefreshAccounts;
import io.github.kosmasdk.insights.RefreshRequest;
import io.github.kosmasdk.insights.ReportScope;
import io.github.kosmasdk.insights.TransactionFilter;
import io.github.kosmasdk.payment.Recipient;
import io.github.kosmasdk.payment.TransferExtension;
import io.github.kosmasdk.payment.TransferMethod;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.payment.TransferResult;
import io.github.kosmasdk.session.ConsentScope;
import io.github.kosmasdk.session.SessionRequest;
import java.time.LocalDate;
import java.time.Month;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.NameTransformer;

/**
 * The one JSON codec. Wire names come from the Java names by one naming strategy; the few that differ stand in the
 * mix-ins below. Unknown members are ignored and noted, null counts as absent.
 */
public final class WireJson {

    private static final Codes CODES = new Codes();

    private WireJson() {}

    /** Made when it is first needed: an application that starts need not wait for Jackson. */
    private static final class Mapper {
        static final JsonMapper OF_THE_WIRE = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new WireModule())
                .addHandler(new UnknownMembers())
                .addMixIn(Envelope.class, ErrorIsReadApart.class)
                .addMixIn(FlowAnswer.class, ErrorIsReadApart.class)
                .addMixIn(Amount.class, AmountNames.class)
                .addMixIn(FieldError.class, FieldErrorShape.class)
                .addMixIn(Address.class, AddressNames.class)
                .addMixIn(Account.class, AccountShape.class)
                .addMixIn(TransactionsRequest.class, TransactionsRequestShape.class)
                .addMixIn(SessionRequest.class, WithoutEmptyLists.class)
                .addMixIn(ConsentScope.Ibans.class, WithoutEmptyLists.class)
                .addMixIn(ConsentScope.Transactions.class, WithoutEmptyLists.class)
                .addMixIn(ConsentScope.InsightsRefresh.class, WithoutEmptyLists.class)
                .addMixIn(AllowedAccounts.class, WithoutEmptyLists.class)
                .addMixIn(AccountTarget.class, WithoutEmptyLists.class)
                .addMixIn(AccountsResult.class, TypeFirst.class)
                .addMixIn(AccountDetailsResult.class, TypeFirst.class)
                .addMixIn(BalancesResult.class, TypeFirst.class)
                .addMixIn(TransactionsResult.class, TypeFirst.class)
                .addMixIn(TransferResult.class, TypeFirst.class)
                .addMixIn(InsightsRefreshResult.class, TypeFirst.class)
                .addMixIn(TransferRequest.class, TransferRequestShape.class)
                .addMixIn(Recipient.class, RecipientShape.class)
                .addMixIn(TransferExtension.class, TransferExtensionShape.class)
                .addMixIns(insights())
                .annotationIntrospector(new Parts())
                .build();

        private Mapper() {}
    }

    private static Map<Class<?>, Class<?>> insights() {
        Map<Class<?>, Class<?>> mixIns = new HashMap<>();
        List.of(
                        AutoRefreshRequest.class,
                        CategorizationRequest.class,
                        CategorySumsRequest.class,
                        ConsentRefreshRequest.class,
                        NewAccount.Details.class,
                        NewTransaction.class,
                        RefreshAccounts.class,
                        RefreshRequest.class,
                        ReportScope.class,
                        TransactionFilter.class)
                .forEach(request -> mixIns.put(request, WithoutEmptyLists.class));
        List.of(
                        AccountInfoReport.class,
                        BalancesReport.class,
                        BalanceOverTimeReport.class,
                        CategorizationReport.class,
                        CategorySumsReport.class,
                        RecurringTransactionsReport.class)
                .forEach(report -> mixIns.put(report, TypeIsKnown.class));
        mixIns.put(ConsentRefresh.class, TokenIsReadApart.class);
        mixIns.put(RecurringGroup.class, RecurringGroupNames.class);
        return mixIns;
    }

    /**
     * Writes a value with the names of the wire.
     *
     * @param value the value
     * @return its JSON, UTF-8
     */
    public static byte[] bytes(Object value) {
        return Mapper.OF_THE_WIRE.writeValueAsBytes(value);
    }

    /**
     * Writes an object with the names of the wire, and one more member.
     *
     * @param value the object, {@code null} for one without members
     * @param name the name of the member
     * @param member the member
     * @return its JSON, UTF-8
     */
    public static byte[] bytes(@Nullable Object value, String name, Object member) {
        ObjectNode object =
                value == null ? Mapper.OF_THE_WIRE.createObjectNode() : Mapper.OF_THE_WIRE.valueToTree(value);
        return Mapper.OF_THE_WIRE.writeValueAsBytes(object.set(name, Mapper.OF_THE_WIRE.valueToTree(member)));
    }

    /**
     * Writes a value with the names of the wire.
     *
     * @param value the value
     * @return its JSON
     */
    public static String text(Object value) {
        return Mapper.OF_THE_WIRE.writeValueAsString(value);
    }

    /**
     * Turns a value into a tree.
     *
     * @param value the value
     * @return its tree
     */
    public static JsonNode tree(Object value) {
        return Mapper.OF_THE_WIRE.valueToTree(value);
    }

    /**
     * Reads a tree.
     *
     * @param json the text
     * @return the tree
     * @throws JacksonException when it is not JSON
     */
    public static JsonNode tree(String json) {
        return Mapper.OF_THE_WIRE.readTree(json);
    }

    static JsonNode tree(JsonParser parser) {
        return Mapper.OF_THE_WIRE.readTree(parser);
    }

    /**
     * Turns a tree into a value.
     *
     * @param tree the tree
     * @param type what it is
     * @param <T> what it is
     * @return the value
     * @throws JacksonException when it is not such a value
     */
    public static <T> T convert(JsonNode tree, Class<T> type) {
        return Mapper.OF_THE_WIRE.treeToValue(tree, type);
    }

    /**
     * Reads a value.
     *
     * @param json the text
     * @param type what it is
     * @param <T> what it is
     * @return the value
     * @throws JacksonException when it is not such a value
     */
    public static <T> T read(String json, Class<T> type) {
        T value = Mapper.OF_THE_WIRE.readValue(json, type);
        if (value == null) {
            throw new MissingMemberException("value");
        }
        return value;
    }

    /**
     * A reader of answers: what stands under {@code data}.
     *
     * @param type what stands there
     * @param parameters its type parameters
     * @param <T> what stands there
     * @return the reader
     */
    public static <T> Function<JsonBody, T> dataReader(Class<? super T> type, Class<?>... parameters) {
        return new DataReader<>(type, parameters);
    }

    /** Knows from the first answer on what Jackson calls its type. */
    private static final class DataReader<T> implements Function<JsonBody, T> {

        private final Class<?> type;
        private final Class<?>[] parameters;
        private volatile @Nullable JavaType envelope;

        DataReader(Class<?> type, Class<?>... parameters) {
            this.type = type;
            this.parameters = parameters;
        }

        @Override
        public T apply(JsonBody body) {
            Envelope<T> answer;
            try (JsonParser parser = body.parser()) {
                answer = Mapper.OF_THE_WIRE.readValue(parser, envelope());
            }
            if (answer == null || answer.data().isEmpty()) {
                throw new MissingMemberException("data");
            }
            return answer.data().get();
        }

        private JavaType envelope() {
            JavaType known = envelope;
            if (known == null) {
                TypeFactory types = Mapper.OF_THE_WIRE.getTypeFactory();
                JavaType data = parameters.length == 0
                        ? types.constructType(type)
                        : types.constructParametricType(type, parameters);
                known = types.constructParametricType(Envelope.class, data);
                envelope = known;
            }
            return known;
        }
    }

    /** Does now what the first answer would have to wait for. */
    public static void prepare() {
        Mapper.OF_THE_WIRE.getTypeFactory();
    }

    /**
     * A reader of answers that stand for themselves, without {@code data} around them.
     *
     * @param type what they are
     * @param <T> what they are
     * @return the reader
     */
    public static <T> Function<JsonBody, T> wholeReader(Class<T> type) {
        return body -> {
            T answer;
            try (JsonParser parser = body.parser()) {
                answer = Mapper.OF_THE_WIRE.readValue(parser, type);
            }
            if (answer == null) {
                throw new UnusableAnswerException("it is null");
            }
            return answer;
        };
    }

    /**
     * Says where in an answer the trouble is, without a word of what stood there.
     *
     * @param trouble what reading threw
     * @return such as {@code it does not fit at data.result.transactions[3].amount}
     */
    public static String where(JacksonException trouble) {
        if (trouble instanceof MissingMemberException) {
            return "it has no '" + trouble.getOriginalMessage() + "'";
        }
        if (trouble instanceof UnusableAnswerException || trouble instanceof UnreadableResultException) {
            return trouble.getOriginalMessage();
        }
        if (trouble instanceof StreamConstraintsException) {
            return "it is beyond a limit: " + trouble.getOriginalMessage();
        }
        String path = trouble.getPath().stream()
                .map(step -> step.getPropertyName() != null
                        ? "." + Unknowns.shown(step.getPropertyName())
                        : "[" + step.getIndex() + "]")
                .collect(Collectors.joining());
        String at = path.isEmpty() ? "" : " at " + (path.startsWith(".") ? path.substring(1) : path);
        boolean broken = isBroken(trouble) || trouble.getCause() instanceof JacksonException cause && isBroken(cause);
        return path.isEmpty() || broken ? "it is not JSON, or cut short" + at : "it does not fit" + at;
    }

    /** A number that does not fit its place is well-formed. */
    private static boolean isBroken(JacksonException trouble) {
        return trouble instanceof StreamReadException && !(trouble instanceof InputCoercionException);
    }

    /** What wraps every answer. */
    record Envelope<T>(Optional<T> data) {}

    private static final class WireModule extends SimpleModule {
        private static final long serialVersionUID = 1L;

        WireModule() {
            super("kosma-wire");
            addSerializer(new TextSerializer<>(ApiLink.class, ApiLink::value));
            addSerializer(new TextSerializer<>(ClientToken.class, ClientToken::value));
            addSerializer(new TextSerializer<>(ConsentToken.class, ConsentToken::value));
            addSerializer(new TextSerializer<>(TransferToken.class, TransferToken::value));
            addSerializer(new TextSerializer<>(TransferMethod.class, TransferMethod::wireName));
            addSerializer(new TextSerializer<OpenEnum<?>>(OpenEnum.class, OpenEnum::value));
            addDeserializer(ApiLink.class, new TextDeserializer<>(ApiLink.class, ApiLink::new));
            addDeserializer(ConsentToken.class, new RotatingTokenDeserializer<>(ConsentToken.class, ConsentToken::new));
            addDeserializer(
                    TransferToken.class, new RotatingTokenDeserializer<>(TransferToken.class, TransferToken::new));
            addDeserializer(TransferResult.class, new TransferResultDeserializer());
            addDeserializer(ClientToken.class, new TextDeserializer<>(ClientToken.class, ClientToken::new));
            addDeserializer(String.class, new Texts());
            addDeserializer(LocalDate.class, new Dates());
        }

        @Override
        public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.addDeserializers(new OpenEnumDeserializers());
            context.addDeserializerModifier(new RecordDeserializer.OfAllRecords());
        }
    }

    private static final class TextSerializer<T> extends StdSerializer<T> {
        private final Function<T, String> text;

        TextSerializer(Class<?> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(text.apply(value));
        }
    }

    private static final class TextDeserializer<T> extends StdDeserializer<T> {
        private final Function<String, T> value;

        TextDeserializer(Class<T> type, Function<String, T> value) {
            super(type);
            this.value = value;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return parser.currentToken().isScalarValue()
                    ? value.apply(parser.getValueAsString(""))
                    : context.reportInputMismatch(this, "not a text");
        }
    }

    /** What is no text, or a blank one, is no token: it would take the place of a good one. */
    private static final class RotatingTokenDeserializer<T> extends StdDeserializer<T> {
        private final Function<String, T> value;

        RotatingTokenDeserializer(Class<T> type, Function<String, T> value) {
            super(type);
            this.value = value;
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString() : "";
            parser.skipChildren();
            return text.isBlank() ? null : value.apply(text);
        }
    }

    /** As Jackson, but codes become one text each. */
    private static final class Texts extends StringDeserializer {

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            return parser.hasToken(JsonToken.VALUE_STRING) ? CODES.text(parser) : super.deserialize(parser, context);
        }
    }

    /** As Jackson, but a plain date is read without the machinery of formats, which allocates half a kilobyte for each. */
    private static final class Dates extends StdDeserializer<LocalDate> {

        private static final int LENGTH = "2026-10-01".length();

        Dates() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            LocalDate plain = parser.hasToken(JsonToken.VALUE_STRING) ? plain(parser) : null;
            return plain == null ? LocalDateDeserializer.INSTANCE.deserialize(parser, context) : plain;
        }

        private static @Nullable LocalDate plain(JsonParser parser) {
            if (parser.getStringLength() != LENGTH) {
                return null;
            }
            char[] text = parser.getStringCharacters();
            int start = parser.getStringOffset();
            int year = number(text, start, 4);
            int month = number(text, start + 5, 2);
            int day = number(text, start + 8, 2);
            boolean isPlain = year >= 0 && text[start + 4] == '-' && text[start + 7] == '-';
            return isPlain
                            && month >= 1
                            && month <= 12
                            && day >= 1
                            && day <= Month.of(month).minLength()
                    ? LocalDate.of(year, month, day)
                    : null;
        }

        /** So many digits as a number, below 0 when there is something else. */
        private static int number(char[] text, int start, int digits) {
            int number = 0;
            for (int i = start; i < start + digits; i++) {
                if (text[i] < '0' || text[i] > '9') {
                    return Integer.MIN_VALUE;
                }
                number = 10 * number + text[i] - '0';
            }
            return number;
        }
    }

    /** Whole minor units or nothing: money that is absent or has decimals is never taken for another amount. */
    private static final class MinorUnits extends StdDeserializer<Long> {

        MinorUnits() {
            super(long.class);
        }

        @Override
        public Long deserialize(JsonParser parser, DeserializationContext context) {
            return parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                    ? Long.valueOf(parser.getLongValue())
                    : context.reportInputMismatch(this, "not a whole number of minor units");
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return context.reportInputMismatch(this, "an amount without a number");
        }
    }

    private static final class OpenEnumDeserializers extends Deserializers.Base {

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return type.hasRawClass(OpenEnum.class)
                    ? openEnum(type.containedType(0).getRawClass())
                    : null;
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> valueType) {
            return valueType == OpenEnum.class;
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // OpenEnum declares its parameter to be an enum
        private static ValueDeserializer<?> openEnum(Class<?> words) {
            return new OpenEnumDeserializer(words);
        }
    }

    private static final class OpenEnumDeserializer<E extends Enum<E>> extends StdDeserializer<OpenEnum<E>> {
        private final Class<E> words;

        OpenEnumDeserializer(Class<E> words) {
            super(OpenEnum.class);
            this.words = words;
        }

        @Override
        public OpenEnum<E> deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.currentToken().isScalarValue()) {
                return context.reportInputMismatch(this, "not a text");
            }
            OpenEnum<E> word = OpenEnum.of(
                    words, parser.hasToken(JsonToken.VALUE_STRING) ? CODES.text(parser) : parser.getValueAsString(""));
            if (!word.isKnown()) {
                Unknowns.at(Drift.Kind.WORD, parser);
            }
            return word;
        }
    }

    /** Notes them; that they are ignored is a setting of the mapper. */
    private static final class UnknownMembers extends DeserializationProblemHandler {

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                ValueDeserializer<?> deserializer,
                Object owner,
                String name) {
            Unknowns.at(Drift.Kind.MEMBER, parser);
            return false;
        }
    }

    /** Known, but read by {@link ErrorBody} where it is needed. */
    @JsonIgnoreProperties("error")
    private interface ErrorIsReadApart {}

    private interface AmountNames {
        @JsonProperty("amount")
        @JsonDeserialize(using = MinorUnits.class)
        long minorUnits();
    }

    private abstract static class FieldErrorShape {

        @JsonProperty
        @Nullable
        String code;

        @JsonProperty
        @Nullable
        String message;

        @JsonProperty
        @Nullable
        String location;

        @JsonCreator
        FieldErrorShape(
                @JsonProperty("code") @Nullable String code,
                @JsonProperty("message") @Nullable String message,
                @JsonProperty("location") @Nullable String location) {}
    }

    private interface AddressNames {
        @JsonProperty("postalcode")
        @JsonAlias("postal_code")
        Optional<String> postalCode();
    }

    private interface AccountShape {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Capability> capabilities();
    }

    private interface TransactionsRequestShape {
        @JsonUnwrapped
        AccountTarget account();
    }

    private interface TransferRequestShape {
        @JsonUnwrapped
        AccountTarget source();

        @JsonUnwrapped
        TransferExtension extension();
    }

    private interface RecipientShape {
        @JsonUnwrapped
        TransferExtension extension();
    }

    private interface TransferExtensionShape {
        @JsonAnyGetter
        Map<String, Object> members();
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private interface WithoutEmptyLists {}

    /** Values that are written as members of what holds them, wherever that is. */
    private static final class Parts extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        private static final Set<Class<?>> PARTS =
                Set.of(AccountReference.class, ConsentRefreshRequest.class, ReportScope.class, TransactionFilter.class);

        @Override
        public @Nullable NameTransformer findUnwrappingNameTransformer(MapperConfig<?> config, AnnotatedMember member) {
            return PARTS.contains(member.getRawType())
                    ? NameTransformer.NOP
                    : super.findUnwrappingNameTransformer(config, member);
        }
    }

    /** Known, but not read: what is asked for is what comes. */
    @JsonIgnoreProperties("type")
    private interface TypeIsKnown {}

    /** Known, but read by the call whose token it is. */
    @JsonIgnoreProperties("consent_token")
    private interface TokenIsReadApart {}

    private interface RecurringGroupNames {
        @JsonAlias("insights_transaction_ids")
        List<String> transactionIds();
    }

    /** Known, but not read: what is asked for is what comes. */
    @JsonPropertyOrder("type")
    @JsonIgnoreProperties(value = "type", allowGetters = true)
    private interface TypeFirst {
        @JsonProperty("type")
        String type();
    }
}
