package io.github.kosmasdk.playground;

import io.github.kosmasdk.playground.Account.Life;
import io.github.kosmasdk.playground.Bank.Connection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The accounts that a login finds. */
final class DemoAccounts {
    private static final Pattern GENERATE = Pattern.compile("generate-new-accounts(\\d{1,3})");
    private static final int MOST_GENERATED = 100;
    private static final String HOLDER = "Hans Mustermann";
    private static final Set<FlowType> EVERYTHING = EnumSet.range(FlowType.ACCOUNT_DETAILS, FlowType.TRANSFER);
    private static final Set<FlowType> NO_TRANSFER = EnumSet.range(FlowType.ACCOUNT_DETAILS, FlowType.TRANSACTIONS);
    private static final List<String> FALLBACK_NUMBERS =
            List.of("0023456789", "2345678902", "0012345678", "1234567899", "0000112233");
    private static final String FALLBACK_SAVINGS_NUMBER = "0098765432";

    private DemoAccounts() {}

    static String bic(Bank bank, Connection connection) {
        return "TEST" + bank.countryCode() + (connection == Connection.PSD2 ? "10XXX" : "20XXX");
    }

    /** Whether this user name or PIN asks for a number of generated accounts. */
    static boolean asksForGenerated(String userOrPin) {
        Matcher matcher = GENERATE.matcher(userOrPin);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) <= MOST_GENERATED;
    }

    static List<Account> of(Bank bank, Connection connection, String sessionId, @Nullable String generate) {
        if (generate != null) {
            return generated(bank, generate, sessionId);
        }
        if (bank.countryCode().equals("DE")) {
            return connection == Connection.PSD2 ? germanPsd2(sessionId) : fallbackTwins("DE", "00000000");
        }
        if (bank.countryCode().equals("AT")) {
            return fallbackTwins("AT", "00000");
        }
        return national(bank, sessionId);
    }

    private static List<Account> germanPsd2(String sessionId) {
        return List.of(
                german(sessionId, "DE43000000005686751168", "Checking account", false, 250_075, 100_000),
                german(sessionId, "DE18000000006636981175", "Salary account", true, 512_340, 0),
                german(sessionId, "DE55000000004896641138", "Overdraft account", false, -41_230, 400_000),
                german(
                        sessionId,
                        "DE28000000008746441159",
                        "Savings account",
                        "REFERENCE",
                        "SAVING",
                        NO_TRANSFER,
                        Life.SAVINGS,
                        false,
                        1_830_000,
                        0),
                german(
                        sessionId,
                        "DE90000000008116641159",
                        "Restricted account",
                        "RESTRICTED",
                        "DEFAULT",
                        EnumSet.of(FlowType.ACCOUNT_DETAILS),
                        Life.HOUSEHOLD,
                        false,
                        75_000,
                        0));
    }

    private static Account german(
            String sessionId, String iban, String alias, boolean withAddress, long openingBalance, long limit) {
        return german(
                sessionId,
                iban,
                alias,
                "FULL",
                "DEFAULT",
                EVERYTHING,
                Life.HOUSEHOLD,
                withAddress,
                openingBalance,
                limit);
    }

    private static Account german(
            String sessionId,
            String iban,
            String alias,
            String transferType,
            String accountType,
            Set<FlowType> flows,
            Life life,
            boolean withAddress,
            long openingBalance,
            long limit) {
        return new Account(
                sessionOnlyId(sessionId, iban),
                iban,
                iban,
                iban.substring(12),
                null,
                "TESTDE10XXX",
                alias,
                HOLDER,
                withAddress,
                "DE",
                transferType,
                accountType,
                "EUR",
                flows,
                life,
                openingBalance,
                limit,
                true);
    }

    private static List<Account> fallbackTwins(String country, String ibanBankCode) {
        List<Account> accounts = new ArrayList<>();
        for (String number : FALLBACK_NUMBERS) {
            accounts.add(fallback(
                    country, ibanBankCode, accounts.size(), number, "Girokonto", "FULL", "DEFAULT", EVERYTHING));
        }
        accounts.add(fallback(
                country,
                ibanBankCode,
                accounts.size(),
                FALLBACK_SAVINGS_NUMBER,
                "Sparkonto",
                "NONE",
                "SAVING",
                EnumSet.noneOf(FlowType.class)));
        return accounts;
    }

    private static Account fallback(
            String country,
            String ibanBankCode,
            int position,
            String number,
            String alias,
            String transferType,
            String accountType,
            Set<FlowType> flows) {
        String accountNumber = country.equals("AT") ? "0" + number : number;
        String iban = Iban.of(country, ibanBankCode + accountNumber);
        return new Account(
                Integer.toString(position),
                iban,
                iban,
                accountNumber,
                "00000",
                "TEST" + country + "20XXX",
                alias,
                HOLDER,
                false,
                country,
                transferType,
                accountType,
                "EUR",
                flows,
                Life.HOUSEHOLD,
                420_000 + 10_000L * position,
                0,
                false);
    }

    private static List<Account> national(Bank bank, String sessionId) {
        return List.of(
                national(bank, sessionId, "55512345", "Current account", HOLDER, "FULL", "DEFAULT", 480_000),
                national(bank, sessionId, "55567890", "Household account", HOLDER, "DOMESTIC", "DEFAULT", 395_000),
                national(bank, sessionId, "55500042", "Savings account", HOLDER, "NONE", "SAVING", 640_000));
    }

    private static List<Account> generated(Bank bank, String keyword, String sessionId) {
        Matcher matcher = GENERATE.matcher(keyword);
        int count = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String number = String.valueOf(70_000_000 + i * 137);
            String alias = "Generated Account #" + i;
            accounts.add(national(bank, sessionId, number, alias, "Person #" + i, "FULL", "DEFAULT", 450_000 + i));
        }
        return accounts;
    }

    private static Account national(
            Bank bank,
            String sessionId,
            String accountNumber,
            String alias,
            String holder,
            String transferType,
            String accountType,
            long openingBalance) {
        String number = bank.countryCode() + bank.bankCode() + accountNumber;
        boolean saving = accountType.equals("SAVING");
        return new Account(
                sessionOnlyId(sessionId, number),
                number,
                null,
                accountNumber,
                bank.bankCode(),
                null,
                alias,
                holder,
                false,
                bank.countryCode(),
                transferType,
                accountType,
                bank.currency(),
                saving ? NO_TRANSFER : EVERYTHING,
                saving ? Life.SAVINGS : Life.HOUSEHOLD,
                openingBalance,
                0,
                true);
    }

    /** Account ids of the PSD2 connection are the Base64 of a UUID that is another one in every session. */
    private static String sessionOnlyId(String sessionId, String number) {
        String uuid = UUID.nameUUIDFromBytes((sessionId + number).getBytes(StandardCharsets.UTF_8))
                .toString();
        return Base64.getEncoder().withoutPadding().encodeToString(uuid.getBytes(StandardCharsets.UTF_8));
    }
}
