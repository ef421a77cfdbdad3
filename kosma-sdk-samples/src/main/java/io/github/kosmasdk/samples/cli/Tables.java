package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.Account;
import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.Address;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.Transaction;
import io.github.kosmasdk.account.TransactionsResult;
import io.github.kosmasdk.bank.Bank;
import io.github.kosmasdk.bank.Country;
import io.github.kosmasdk.consent.ConsentRecord;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.insights.CategorySum;
import io.github.kosmasdk.insights.derived.Affordability;
import io.github.kosmasdk.insights.derived.CashStream;
import io.github.kosmasdk.insights.derived.Caveat;
import io.github.kosmasdk.kyc.ControlProof;
import io.github.kosmasdk.kyc.OwnershipResult;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as a person reads them. */
final class Tables {

    private static final int WIDEST = 48;
    private static final int BAR = 40;
    private static final int MOST_BARS = 15;

    private Tables() {}

    static String of(AccountsResult result) {
        Table table = new Table("IBAN OR NUMBER", "NAME", "HOLDER", "TYPE", "BALANCE>", "FLOWS", "ID");
        for (Account account : result.accounts()) {
            table.row(
                    number(account),
                    account.alias().orElse(""),
                    account.holderName().orElse(""),
                    account.accountType().map(OpenEnum::value).orElse(""),
                    account.balance().map(Tables::plain).orElse(""),
                    flows(account),
                    account.id().orElse(""));
        }
        return counted(result.accounts().size(), "account") + "\n" + table;
    }

    static String of(AccountDetailsResult result) {
        Account account = result.account();
        Table table = new Table();
        line(table, "id", account.id());
        line(table, "name", account.alias());
        line(table, "IBAN", account.iban());
        line(table, "number", account.accountNumber());
        line(table, "holder", account.holderName());
        line(table, "address", account.holderAddress().map(Tables::oneLine));
        line(table, "BIC", account.bic());
        line(table, "bank code", account.bankCode());
        line(table, "bank", account.bankName());
        line(table, "type", account.accountType().map(OpenEnum::value));
        line(table, "transfers", account.transferType().map(OpenEnum::value));
        line(table, "balance", account.balance().map(Tables::plain));
        line(table, "flows", Optional.of(flows(account)));
        return "account\n" + table;
    }

    static String of(BalancesResult result) {
        Table table = new Table("", ">");
        line(
                table,
                "balance",
                result.balance()
                        .or(() -> result.account().flatMap(Account::balance))
                        .map(Tables::plain));
        line(table, "available", result.available().map(Tables::plain));
        line(table, "limit", result.limit().map(Tables::plain));
        line(table, "reserved", result.reserved().map(Tables::plain));
        return "balances of " + result.account().map(Tables::titled).orElse("the account") + "\n" + table;
    }

    static String of(TransactionsResult result) {
        Table table = new Table("DATE", "AMOUNT>", "WITH", "REFERENCE", "METHOD", "STATE");
        for (Transaction transaction : result.transactions()) {
            table.row(
                    transaction.bookingOrValueDate().map(LocalDate::toString).orElse(""),
                    transaction.signedAmount().map(Tables::signed).orElseGet(() -> plain(transaction.amount())),
                    transaction.counterParty().flatMap(Account::holderName).orElse(""),
                    transaction.reference().orElse(""),
                    transaction.method().value(),
                    transaction.state().value());
        }
        return counted(result.transactions().size(), "transaction") + " of "
                + result.account().map(Tables::titled).orElse("the account")
                + result.fromDate().map(date -> " from " + date).orElse("")
                + result.toDate().map(date -> " to " + date).orElse("")
                + (result.incomplete() ? ", incomplete: the bank could not give all of them" : "")
                + "\n" + table;
    }

    static String ofConsents(List<ConsentRecord> consents) {
        Table table = new Table("ID", "STATE", "CONSUMER", "BANK", "SINCE", "EXPIRES", "LAST USE", "LAST ERROR");
        for (ConsentRecord consent : consents) {
            table.row(
                    consent.id(),
                    consent.state().name(),
                    consent.psuReference().orElse(""),
                    bank(consent).orElse(""),
                    time(consent.since()),
                    consent.expectedExpiry().map(Tables::time).orElse(""),
                    consent.lastUseAt().map(Tables::time).orElse(""),
                    error(consent).orElse(""));
        }
        return counted(consents.size(), "consent") + "\n" + table;
    }

    static String of(ConsentRecord consent) {
        Table table = new Table();
        table.row("id", consent.id());
        table.row("state", consent.state().name());
        line(table, "consumer", consent.psuReference());
        line(table, "bank", bank(consent));
        table.row("grants", consent.grantedCalls().stream().sorted().collect(Collectors.joining(" ")));
        table.row("since", time(consent.since()));
        line(table, "expires", consent.expectedExpiry().map(Tables::time));
        line(table, "last use", consent.lastUseAt().map(Tables::time));
        line(table, "last error", error(consent));
        for (ConsentRecord.Usage usage : consent.usage()) {
            table.row(
                    usage.call() + " left",
                    usage.left() + " of " + consent.unattendedLimit()
                            + (usage.left() == 0 ? ", the next at " + time(usage.nextFree()) : ""),
                    usage.accountId().orElse(""));
        }
        return "consent\n" + table;
    }

    static String ofCountries(List<Country> countries) {
        Table table = new Table("COUNTRY");
        countries.forEach(country -> table.row(country.countryCode()));
        return counted(countries.size(), "countr", "y", "ies") + "\n" + table;
    }

    static String ofBanks(List<Bank> banks) {
        Table table = new Table("NAME", "COUNTRY", "BANK CODE", "BIC", "TRANSFERS");
        for (Bank bank : banks) {
            table.row(
                    bank.bankName().orElse(""),
                    bank.countryCode().orElse(""),
                    String.join(" ", bank.bankCodes()),
                    String.join(" ", bank.bics()),
                    bank.transferMethods().stream().map(OpenEnum::value).collect(Collectors.joining(" ")));
        }
        return counted(banks.size(), "bank") + "\n" + table;
    }

    static String of(OwnershipResult result) {
        Table table = new Table();
        result.compared()
                .forEach(row -> table.row(
                        row.part().name().toLowerCase(Locale.ROOT),
                        row.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        line(table, "name to show", result.nameToShow());
        table.row(
                "proof",
                result.proof() instanceof ControlProof.FinishedFlow login
                        ? "login at the bank, " + time(login.at())
                        : result.proof().toString());
        table.row("confidence", result.confidence().name().toLowerCase(Locale.ROOT));
        return result.verdict() + ": " + result.explanation() + "\n" + table;
    }

    static String of(Spending.Result result) {
        return "spent by category, the largest first\n" + bars(result.spentByCategory())
                + "income: " + plain(result.affordability().income().regularMonthly()) + " a month comes regularly\n"
                + streams(result.affordability().income().streams(), "PAYER")
                + "recurring: " + plain(result.affordability().outflows().monthly()) + " a month, of that "
                + plain(result.affordability().outflows().fixedMonthly()) + " fixed costs\n"
                + streams(result.affordability().outflows().streams(), "PAYEE")
                + "months\n" + months(result.affordability())
                + conclusion(result.affordability());
    }

    private static String bars(List<CategorySum> sums) {
        long largest = sums.stream().mapToLong(Tables::minorUnits).max().orElse(0);
        Table table = new Table("CATEGORY", "", "SPENT>");
        sums.stream()
                .sorted(Comparator.comparing(Tables::minorUnits).reversed())
                .limit(MOST_BARS)
                .forEach(sum -> table.row(
                        sum.name().orElse(""),
                        "█".repeat((int) Math.max(1, minorUnits(sum) * BAR / Math.max(1, largest))),
                        sum.sum().map(Tables::plain).orElse("")));
        return table.toString();
    }

    private static long minorUnits(CategorySum sum) {
        return sum.sum().map(amount -> Math.abs(amount.minorUnits())).orElse(0L);
    }

    private static String streams(List<CashStream> streams, String partner) {
        Table table = new Table(partner, "CATEGORY", "RHYTHM", "AVERAGE>", "STABLE>", "LAST SEEN", "");
        streams.forEach(stream -> table.row(
                stream.partner().orElse(""),
                stream.category().orElse(""),
                stream.rhythm()
                        .map(rhythm -> rhythm.name().toLowerCase(Locale.ROOT))
                        .orElse("none"),
                plain(stream.average()),
                stream.stabilityPercent() + " %",
                stream.lastSeen().toString(),
                stream.rhythm().isPresent() && !stream.goesOn() ? "has ended" : ""));
        return table.toString();
    }

    private static String months(Affordability affordability) {
        Table table = new Table("MONTH", "INCOME>", "FIXED COSTS>", "OTHER COSTS>", "LEFT>");
        affordability
                .months()
                .forEach(month -> table.row(
                        month.month().toString(),
                        plain(month.income()),
                        plain(month.fixedCosts()),
                        plain(month.otherOutflows()),
                        plain(month.freeCashFlow())));
        affordability
                .averages()
                .ifPresent(average -> table.row(
                        "average",
                        plain(average.income()),
                        plain(average.fixedCosts()),
                        plain(average.otherOutflows()),
                        plain(average.freeCashFlow())));
        return table.toString();
    }

    private static String conclusion(Affordability affordability) {
        String lowest = affordability
                .lowestBalance()
                .map(low -> "lowest balance " + plain(low.balance()) + " on " + low.date() + ", "
                        + counted(affordability.daysOverdrawn(), "day") + " overdrawn\n")
                .orElse("");
        String caveats =
                affordability.caveats().stream().map(Caveat::sentence).sorted().collect(Collectors.joining("; "));
        return lowest + "confidence "
                + affordability.confidence().name().toLowerCase(Locale.ROOT)
                + (caveats.isEmpty() ? "" : ": " + caveats) + "\n";
    }

    private static Optional<String> bank(ConsentRecord consent) {
        return consent.bank().map(bank -> bank.countryCode() + ":" + bank.bankCode());
    }

    private static Optional<String> error(ConsentRecord consent) {
        return consent.lastError()
                .map(error -> (error.code().isEmpty() ? error.message() : error.code()) + " since " + time(error.at()));
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String counted(int count, String what) {
        return counted(count, what, "", "s");
    }

    private static String counted(int count, String what, String one, String many) {
        return count + " " + what + (count == 1 ? one : many);
    }

    private static void line(Table table, String name, Optional<String> value) {
        value.ifPresent(text -> table.row(name, text));
    }

    static String titled(Account account) {
        return Stream.of(Optional.of(number(account)), account.alias())
                .flatMap(Optional::stream)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String number(Account account) {
        return account.iban().or(account::accountNumber).or(account::id).orElse("");
    }

    private static String flows(Account account) {
        return account.capabilities().entrySet().stream()
                .filter(capability -> capability.getValue().available())
                .map(Map.Entry::getKey)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String oneLine(Address address) {
        return Stream.of(
                        address.streetAddress(),
                        address.streetAddress2(),
                        address.postalCode(),
                        address.city(),
                        address.region(),
                        address.country())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static String signed(Amount amount) {
        return (amount.minorUnits() > 0 ? "+" : "") + plain(amount);
    }

    static String plain(Amount amount) {
        try {
            return amount.toBigDecimal().toPlainString() + " " + amount.currency();
        } catch (KosmaUsageException noMinorUnitKnown) {
            return amount.toString();
        }
    }

    /** The bank's text may hold anything; a terminal obeys control characters. */
    static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    /**
     * Columns as wide as their widest text; one without any is left out. A title that ends in {@code >} keeps its column
     * to the right.
     */
    private static final class Table {

        private final String[] titles;
        private final List<String[]> rows = new ArrayList<>();

        Table(String... titles) {
            this.titles = titles;
        }

        void row(String... cells) {
            rows.add(Stream.of(cells).map(Table::shown).toArray(String[]::new));
        }

        private static String shown(String text) {
            String line = onOneLine(text);
            return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 1) + "…";
        }

        @Override
        public String toString() {
            int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
            int[] widths = new int[columns];
            for (String[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    widths[i] = Math.max(widths[i], row[i].length());
                }
            }
            String[] heads =
                    Stream.of(titles).map(title -> title.replace(">", "")).toArray(String[]::new);
            boolean titled = !rows.isEmpty() && !String.join("", heads).isEmpty();
            if (titled) {
                for (int i = 0; i < columns; i++) {
                    widths[i] = widths[i] == 0 ? 0 : Math.max(widths[i], heads[i].length());
                }
            }
            return Stream.concat(titled ? Stream.<String[]>of(heads) : Stream.empty(), rows.stream())
                    .map(row -> line(row, widths) + "\n")
                    .collect(Collectors.joining());
        }

        private String line(String[] row, int[] widths) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                if (widths[i] > 0) {
                    String padding = " ".repeat(widths[i] - row[i].length());
                    boolean toTheRight = i < titles.length && titles[i].endsWith(">");
                    line.append("  ").append(toTheRight ? padding + row[i] : row[i] + padding);
                }
            }
            return line.toString().stripTrailing();
        }
    }
}
