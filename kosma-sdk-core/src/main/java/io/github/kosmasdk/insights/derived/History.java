package io.github.kosmasdk.insights.derived;

import io.github.kosmasdk.Amount;
import io.github.kosmasdk.OpenEnum;
import io.github.kosmasdk.account.TransactionState;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.insights.AccountInfoReport;
import io.github.kosmasdk.insights.BalanceOverTimeReport;
import io.github.kosmasdk.insights.CategorizationReport;
import io.github.kosmasdk.insights.CategorizedTransaction;
import io.github.kosmasdk.insights.CategoryTree;
import io.github.kosmasdk.insights.DailyBalance;
import io.github.kosmasdk.insights.DataAvailability;
import io.github.kosmasdk.insights.RecurringInterval;
import io.github.kosmasdk.insights.RecurringTransactionsReport;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What signals are computed of: bookings and balances of one consumer, in one currency, over some days. It can be filled from
 * reports, from transactions of accounts, or with rows of your own. The order of rows does not matter.
 *
 * <pre>{@code
 * History history = History.builder("EUR", from, to)
 *         .categorization(reports.categorization(request))
 *         .balances(reports.balanceOverTime(scope))
 *         .ownAccounts(reports.accountInfo(ReportScope.of(consumer)))
 *         .build();
 * Income income = Income.of(history);
 * }</pre>
 */
public final class History {

    private static final BigDecimal DAYS_PER_MONTH = new BigDecimal("30.4375");

    private static final int TOO_FEW_MONTHS = 3;
    private static final int FEW_MONTHS = 6;

    private static final Comparator<Booking> ORDER = Comparator.comparing(Booking::date)
            .thenComparing(booking -> booking.amount().minorUnits())
            .thenComparing(booking -> booking.partner().orElse(""))
            .thenComparing(booking -> booking.partnerIban().orElse(""))
            .thenComparing(booking -> String.join("\n", booking.categories()))
            .thenComparing(booking -> booking.id().orElse(""));

    private final String currency;
    private final LocalDate fromDate;
    private final LocalDate toDate;
    private final List<Booking> bookings;
    private final boolean hasCategories;
    private final Map<LocalDate, Map<String, Long>> balances;
    private final int accountsWithBalances;
    private final Set<String> accountsWithoutBalances;
    private final Set<String> ownIbans;
    private final Set<String> ownNames;
    private final Set<String> transferCategories;
    private final Set<String> incomeCategories;
    private final Set<String> notIncomeCategories;
    private final Map<String, Rhythm> recurring;
    private final EnumSet<Caveat> caveats;

    private History(Builder builder) {
        this.currency = builder.currency;
        this.fromDate = builder.fromDate;
        this.toDate = builder.toDate;
        this.ownIbans = Set.copyOf(builder.ownIbans);
        this.ownNames = Set.copyOf(builder.ownNames);
        this.transferCategories = Set.copyOf(builder.transferCategories);
        this.incomeCategories = Set.copyOf(builder.incomeCategories);
        this.notIncomeCategories = Set.copyOf(builder.notIncomeCategories);
        this.recurring = Map.copyOf(builder.recurring);
        this.balances = copy(builder.balances);
        Set<String> known = balances.values().stream()
                .flatMap(ofDay -> ofDay.keySet().stream())
                .collect(Collectors.toSet());
        this.accountsWithBalances = known.size();
        this.accountsWithoutBalances = builder.accounts.stream()
                .filter(account -> !known.contains(account))
                .collect(Collectors.toUnmodifiableSet());
        this.caveats = EnumSet.noneOf(Caveat.class);
        this.caveats.addAll(builder.caveats);
        this.bookings = builder.bookings.stream()
                .filter(this::isOfTheseDays)
                .filter(this::isOfThisCurrency)
                .map(builder::withAncestors)
                .sorted(ORDER)
                .toList();
        this.hasCategories =
                bookings.stream().anyMatch(booking -> !booking.categories().isEmpty());
        int months = fullMonths().size();
        if (months < TOO_FEW_MONTHS) {
            caveats.add(Caveat.TOO_FEW_MONTHS);
        } else if (months < FEW_MONTHS) {
            caveats.add(Caveat.FEW_MONTHS);
        }
        if (bookings.isEmpty()) {
            caveats.add(Caveat.NO_BOOKINGS);
        }
        if (ownNames.isEmpty() && (ownIbans.isEmpty() || builder.ownAccountWithoutIban)) {
            caveats.add(Caveat.OWN_ACCOUNTS_UNKNOWN);
        }
    }

    private static Map<LocalDate, Map<String, Long>> copy(Map<LocalDate, Map<String, Long>> balances) {
        return balances.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, ofDay -> Map.copyOf(ofDay.getValue())));
    }

    private boolean isOfTheseDays(Booking booking) {
        return !booking.date().isBefore(fromDate) && !booking.date().isAfter(toDate);
    }

    private boolean isOfThisCurrency(Booking booking) {
        boolean fits = booking.amount().currency().equals(currency);
        if (!fits) {
            caveats.add(Caveat.OTHER_CURRENCIES);
        }
        return fits;
    }

    /**
     * Starts a history.
     *
     * @param currency ISO 4217 code; rows in other currencies are left out, and the signals say so
     * @param fromDate the first day that is known, inclusive
     * @param toDate the last day that is known, inclusive
     * @return the builder
     * @throws KosmaUsageException when the days are in the wrong order
     */
    public static Builder builder(String currency, LocalDate fromDate, LocalDate toDate) {
        return new Builder(currency, fromDate, toDate);
    }

    /**
     * The bookings that count, the oldest first.
     *
     * @return those of these days in this currency
     */
    public List<Booking> bookings() {
        return bookings;
    }

    /**
     * The first day.
     *
     * @return the day, inclusive
     */
    public LocalDate fromDate() {
        return fromDate;
    }

    /**
     * The last day.
     *
     * @return the day, inclusive
     */
    public LocalDate toDate() {
        return toDate;
    }

    /**
     * The currency.
     *
     * @return ISO 4217 code
     */
    public String currency() {
        return currency;
    }

    /** What is to be said of the data itself. */
    Set<Caveat> caveats() {
        return EnumSet.copyOf(caveats);
    }

    Amount amount(long minorUnits) {
        return new Amount(minorUnits, currency);
    }

    Amount rounded(BigDecimal minorUnits) {
        return amount(minorUnits.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    /** What a sum over all days makes in an average month. */
    Amount perMonth(long total) {
        long days = toDate.toEpochDay() - fromDate.toEpochDay() + 1;
        return rounded(BigDecimal.valueOf(total)
                .multiply(DAYS_PER_MONTH)
                .divide(BigDecimal.valueOf(days), MathContext.DECIMAL64));
    }

    /** The calendar months all of whose days are known. */
    List<YearMonth> fullMonths() {
        YearMonth first = fromDate.getDayOfMonth() == 1
                ? YearMonth.from(fromDate)
                : YearMonth.from(fromDate).plusMonths(1);
        YearMonth last = toDate.plusDays(1).getDayOfMonth() == 1
                ? YearMonth.from(toDate)
                : YearMonth.from(toDate).minusMonths(1);
        return Stream.iterate(first, month -> !month.isAfter(last), month -> month.plusMonths(1))
                .toList();
    }

    /** By the IBAN or the category; or by the name, as many banks give no IBAN, unless that is how the consumer is paid. */
    boolean isBetweenOwnAccounts(Booking booking) {
        boolean byIban = booking.partnerIban()
                .map(History::plain)
                .filter(ownIbans::contains)
                .isPresent();
        boolean byName = booking.partner()
                .map(History::letters)
                .filter(ownNames::contains)
                .isPresent();
        return byIban || booking.isOfOneOf(transferCategories) || byName && !booking.isOfOneOf(incomeCategories);
    }

    boolean hasCategories() {
        return hasCategories;
    }

    boolean isIncome(Booking booking) {
        return booking.comesIn()
                && !isBetweenOwnAccounts(booking)
                && (!hasCategories || booking.isOfOneOf(incomeCategories) && !booking.isOfOneOf(notIncomeCategories));
    }

    /** How often the service says it recurs. */
    Optional<Rhythm> rhythmByTheService(Booking booking) {
        return booking.id().flatMap(id -> Optional.ofNullable(recurring.get(id)));
    }

    Set<String> incomeCategories() {
        return incomeCategories;
    }

    Set<String> notIncomeCategories() {
        return notIncomeCategories;
    }

    /** The balance of each account at the end of each day, where it is known. */
    Map<LocalDate, Map<String, Long>> balances() {
        return balances;
    }

    int accountsWithBalances() {
        return accountsWithBalances;
    }

    Set<String> accountsWithoutBalances() {
        return accountsWithoutBalances;
    }

    private static String letters(String name) {
        return name.replaceAll("[^\\p{L}]", "").toUpperCase(Locale.ROOT);
    }

    private static String plain(String iban) {
        return iban.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }

    /** Days and how many rows. */
    @Override
    public String toString() {
        return "History[" + fromDate + " to " + toDate + ", " + bookings.size() + " bookings]";
    }

    /** Collects the rows. */
    public static final class Builder {
        private final String currency;
        private final LocalDate fromDate;
        private final LocalDate toDate;
        private final List<Booking> bookings = new ArrayList<>();
        private final Map<LocalDate, Map<String, Long>> balances = new HashMap<>();
        private final Set<String> accounts = new HashSet<>();
        private final Set<String> ownIbans = new HashSet<>();
        private final Map<String, Rhythm> recurring = new HashMap<>();
        private final Set<String> ownNames = new HashSet<>();
        private final Set<Caveat> caveats = EnumSet.noneOf(Caveat.class);
        private Set<String> incomeCategories = Set.of("Income");
        private Set<String> notIncomeCategories = Set.of("Refunds");
        private Set<String> transferCategories = Set.of("Internal Transfer");
        private @Nullable CategoryTree categories;
        private boolean ownAccountWithoutIban;

        private Builder(String currency, LocalDate fromDate, LocalDate toDate) {
            if (toDate.isBefore(fromDate)) {
                throw new KosmaUsageException("The history ends before it begins: from " + fromDate + " to " + toDate);
            }
            this.currency = currency;
            this.fromDate = fromDate;
            this.toDate = toDate;
        }

        /**
         * Adds rows of your own.
         *
         * @param rows the rows
         * @return this
         */
        public Builder bookings(Collection<Booking> rows) {
            bookings.addAll(rows);
            return this;
        }

        /**
         * Adds transactions of a report or of the storage. What is not booked is left out. A stream does not tell whether data is
         * missing: where you know, say so with {@link #incomplete}.
         *
         * @param transactions the transactions; a stream is read to its end
         * @return this
         */
        public Builder transactions(Stream<CategorizedTransaction> transactions) {
            transactions.forEach(this::add);
            return this;
        }

        /**
         * Adds the transactions of categorization reports. Signals tell when a report does not call its data complete, or does not
         * cover all days of this history. A report that is a page of several does not tell what the others hold: give all of them.
         *
         * @param reports the reports, each over all days
         * @return this
         */
        public Builder categorization(List<CategorizationReport> reports) {
            for (CategorizationReport report : reports) {
                report.transactions().forEach(this::add);
                if (!isComplete(report)) {
                    incomplete();
                }
            }
            return this;
        }

        private boolean isComplete(CategorizationReport report) {
            return report.dataAvailability()
                            .filter(availability -> availability.is(DataAvailability.COMPLETE))
                            .isPresent()
                    && report.fromDate()
                            .filter(first -> !first.isAfter(fromDate))
                            .isPresent()
                    && report.toDate().filter(last -> !last.isBefore(toDate)).isPresent();
        }

        /**
         * Adds balances of balance over time reports. Those of other currencies are left out, and signals tell it.
         *
         * @param reports the reports, one for each account
         * @return this
         */
        public Builder balances(List<BalanceOverTimeReport> reports) {
            for (BalanceOverTimeReport report : reports) {
                String account = String.join(" ", report.insightsAccountIds());
                accounts.add(account);
                report.balances().forEach(day -> balance(account, day));
            }
            return this;
        }

        /**
         * Adds the balance of an account at the end of a day. One that is not known, or in another currency, is left out, and signals
         * tell it; of two for one day the lower counts.
         *
         * @param account what tells the account from others
         * @param day the day and its balance
         * @return this
         */
        public Builder balance(String account, DailyBalance day) {
            accounts.add(account);
            boolean ofTheseDays = !day.date().isBefore(fromDate) && !day.date().isAfter(toDate);
            day.balance().filter(balance -> ofTheseDays).ifPresent(balance -> add(account, day.date(), balance));
            return this;
        }

        private void add(String account, LocalDate date, Amount balance) {
            if (balance.currency().equals(currency)) {
                balances.computeIfAbsent(date, day -> new HashMap<>()).merge(account, balance.minorUnits(), Math::min);
            } else {
                caveats.add(Caveat.OTHER_CURRENCIES);
            }
        }

        /**
         * Adds what the service says recurs. It counts where the SDK sees no rhythm itself. An interval that is none of {@link
         * Rhythm} makes no rhythm, and signals tell it.
         *
         * @param reports the reports
         * @return this
         */
        public Builder recurring(List<RecurringTransactionsReport> reports) {
            reports.stream().flatMap(report -> report.intervals().stream()).forEach(this::add);
            return this;
        }

        private void add(RecurringInterval interval) {
            Optional<Rhythm> rhythm = interval.interval().map(OpenEnum::value).flatMap(Rhythm::named);
            List<String> ids = interval.transactionGroups().stream()
                    .flatMap(group -> group.transactionIds().stream())
                    .toList();
            if (rhythm.isPresent()) {
                ids.forEach(id -> recurring.merge(id, rhythm.get(), BinaryOperator.minBy(Comparator.naturalOrder())));
            } else if (!ids.isEmpty()) {
                caveats.add(Caveat.UNKNOWN_INTERVAL);
            }
        }

        /**
         * Names the consumer's own accounts: what moves between them is neither income nor spent.
         *
         * @param ibans their IBANs
         * @return this
         */
        public Builder ownIbans(String... ibans) {
            Arrays.stream(ibans).map(History::plain).forEach(ownIbans::add);
            return this;
        }

        /**
         * Names the consumer: what they send to themselves is neither income nor spent, unless its category is income. Many
         * banks give the name of the other side, but no IBAN.
         *
         * @param names the names of holders, as banks write them
         * @return this
         */
        public Builder ownNames(String... names) {
            Arrays.stream(names)
                    .map(History::letters)
                    .filter(name -> !name.isEmpty())
                    .forEach(ownNames::add);
            return this;
        }

        /**
         * Names the consumer's own accounts, by IBAN and holder: what moves between them is neither income nor spent. Signals
         * tell when one of them has no IBAN and no holder is known, as what moves to and from it counts.
         *
         * @param reports account info reports
         * @return this
         */
        public Builder ownAccounts(List<AccountInfoReport> reports) {
            reports.forEach(
                    report -> report.iban().ifPresentOrElse(this::ownIbans, () -> ownAccountWithoutIban = true));
            reports.forEach(report -> report.holderName().ifPresent(this::ownNames));
            return this;
        }

        /**
         * Says which categories are transfers between the consumer's own accounts.
         *
         * @param names their names, whatever the case; left out, {@code Internal Transfer}
         * @return this
         */
        public Builder transferCategories(String... names) {
            transferCategories = Set.of(names);
            return this;
        }

        /**
         * Adds the categories above those that the bookings name, for bookings that name only the one that fits best.
         *
         * @param categories the categories
         * @return this
         */
        public Builder categories(CategoryTree categories) {
            this.categories = categories;
            return this;
        }

        /**
         * Says which categories are income.
         *
         * @param names their names, whatever the case; what lies below them counts where bookings name it, or {@link
         *     #categories} is set; left out, {@code Income}
         * @return this
         */
        public Builder incomeCategories(String... names) {
            incomeCategories = Set.of(names);
            return this;
        }

        /**
         * Says which categories are not income, though they lie below one that is.
         *
         * @param names their names; left out, {@code Refunds}
         * @return this
         */
        public Builder notIncomeCategories(String... names) {
            notIncomeCategories = Set.of(names);
            return this;
        }

        /**
         * Says that rows of these days are missing; signals tell it.
         *
         * @return this
         */
        public Builder incomplete() {
            caveats.add(Caveat.INCOMPLETE_DATA);
            return this;
        }

        /**
         * Makes the history.
         *
         * @return the history
         */
        public History build() {
            return new History(this);
        }

        private void add(CategorizedTransaction transaction) {
            Optional<Booking> booking = Booking.of(transaction);
            booking.ifPresent(bookings::add);
            boolean notBooked = transaction
                    .state()
                    .flatMap(OpenEnum::known)
                    .filter(state -> state != TransactionState.PROCESSED)
                    .isPresent();
            if (booking.isEmpty() && !notBooked) {
                caveats.add(Caveat.UNREADABLE_ROWS);
            }
        }

        private Booking withAncestors(Booking booking) {
            CategoryTree tree = categories;
            if (tree == null || booking.categories().isEmpty()) {
                return booking;
            }
            Set<String> names = new LinkedHashSet<>(booking.categories());
            booking.categories()
                    .forEach(name -> tree.byName(name)
                            .map(tree::ancestors)
                            .ifPresent(above -> above.forEach(category -> names.add(category.name()))));
            return new Booking(
                    booking.id(),
                    booking.date(),
                    booking.amount(),
                    booking.partner(),
                    booking.partnerIban(),
                    List.copyOf(names));
        }
    }
}
