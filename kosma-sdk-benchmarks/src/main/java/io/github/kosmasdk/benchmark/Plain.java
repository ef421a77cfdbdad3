package io.github.kosmasdk.benchmark;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The records that one would write for the answers, read with Jackson 3 as it is. */
final class Plain {

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Plain() {}

    record FlowAnswer(FlowData data) {}

    record FlowData(String state, @Nullable String clientToken) {}

    record Offset(String offset) {}

    record PageAnswer(PageData data) {}

    record PageData(String state, Result result) {}

    record Result(
            @Nullable Account account,
            List<Transaction> transactions,
            @Nullable LocalDate fromDate,
            @Nullable LocalDate toDate,
            boolean incomplete,
            @Nullable Pagination pagination) {}

    record Pagination(
            @Nullable Integer count,
            @Nullable String url,
            @Nullable Next next) {}

    record Next(@Nullable String offset) {}

    record Transaction(
            @Nullable String transactionId,
            @Nullable String bankTransactionId,
            @Nullable String reference,
            @Nullable BankReferences bankReferences,
            Amount amount,
            @Nullable Amount originalAmount,
            @Nullable Account counterParty,
            @Nullable LocalDate date,
            @Nullable LocalDate bookingDate,
            @Nullable LocalDate valueDate,
            String state,
            String type,
            String method,
            @Nullable BankTransactionCode bankTransactionCode,
            @Nullable String merchantCategoryCode,
            @Nullable String purposeCode) {}

    record BankReferences(
            @Nullable String unstructured,
            @Nullable String structured,
            @Nullable String endToEnd,
            @Nullable String message,
            @Nullable String opposingMessage,
            @Nullable String mandate,
            @Nullable String additionalInformation,
            @Nullable String national) {}

    record BankTransactionCode(
            @Nullable String code,
            @Nullable String subCode,
            @Nullable String description) {}

    record Amount(long amount, String currency) {}

    record Account(
            @Nullable String id,
            @Nullable String alias,
            @Nullable String accountNumber,
            @Nullable String iban,
            @Nullable String holderName,
            @Nullable Address holderAddress,
            @Nullable String bankCode,
            @Nullable String bic,
            @Nullable String nationalBranchCode,
            @Nullable String bankName,
            @Nullable Address bankAddress,
            @Nullable String transferType,
            @Nullable String accountType,
            @Nullable Amount balance,
            @Nullable Map<String, Capability> capabilities) {}

    record Capability(boolean available) {}

    record Address(
            @Nullable String streetAddress,
            @Nullable String streetAddress2,
            @Nullable String postalcode,
            @Nullable String city,
            @Nullable String region,
            @Nullable String country) {}

    record ErrorAnswer(ServiceError error) {}

    record ServiceError(String code, @Nullable String message) {}

    /** An answer that tells an error. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(int status, ErrorAnswer answer) {
            super(status + " " + answer.error().code() + ": " + answer.error().message());
        }
    }
}
