package io.github.kosmasdk.samples.cli;

import io.github.kosmasdk.account.AccountTarget;
import io.github.kosmasdk.error.KosmaUsageException;
import io.github.kosmasdk.kyc.ClaimedOwner;
import io.github.kosmasdk.payment.TransferRequest;
import io.github.kosmasdk.session.BankChoice;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param command what to do
 * @param user the name the consumer types into the login form
 * @param bank the bank the session is started with; empty: the consumer chooses it during the login
 * @param account the account by IBAN or id; empty: the first one that is offered
 * @param lastDays how many days of transactions, or of Insights
 * @param json whether to print JSON
 * @param transfer what to pay, there for {@code pay} only
 * @param handle the file for the handle of a payment; empty: one among the temporary files
 * @param consent the consent, by its id in the vault; empty: a session is started
 * @param attended whether the calls with the consent are made as if the consumer were present
 * @param vault the vault that keeps the consents; empty: the one in the user's home
 * @param claimed whose account it is said to be, there for {@code verify-owner} only
 * @param country the country of banks; empty: all
 * @param query what is looked for in the names of banks; empty: all names
 * @param settings what is meant for Spring, such as {@code --kosma.token=…}
 */
record Arguments(
        Command command,
        String user,
        Optional<BankChoice> bank,
        Optional<String> account,
        int lastDays,
        boolean json,
        Optional<TransferRequest> transfer,
        Optional<Path> handle,
        Optional<String> consent,
        boolean attended,
        Optional<Path> vault,
        Optional<ClaimedOwner> claimed,
        Optional<String> country,
        Optional<String> query,
        List<String> settings) {

    static final BankChoice DEMO_BANK = BankChoice.of("DE", "88888888");

    static final String USAGE = "usage: kosma-sample accounts|details|balances|transactions|demo [--user=embedded]"
            + " [--bank=DE:88888888] [--account=ID|IBAN] [--last-days=30] [--consent=ID [--attended] [--vault=FILE]]"
            + " [--json]"
            + " or kosma-sample consents new|list|inspect ID|refresh ID|revoke ID [--vault=FILE] [--user=embedded]"
            + " [--bank=DE:88888888] [--json]"
            + " or kosma-sample pay --amount=129.99 --currency=EUR --to=IBAN --name=NAME --reference=TEXT [--instant]"
            + " [--handle=FILE] [--user=embedded] [--bank=DE:88888888] [--account=ID|IBAN] [--json]"
            + " or kosma-sample resolve --handle=FILE [--json]"
            + " or kosma-sample insights [--last-days=365] [--user=acin-demo-data] [--bank=DE:88888888] [--json]"
            + " or kosma-sample verify-owner --name=NAME --iban=IBAN [--user=embedded] [--bank=DE:88888888] [--json]"
            + " or kosma-sample banks [--country=DE] [--query=TEXT] [--json]";

    private static final String RICH_USER = "acin-demo-data";
    private static final int A_YEAR = 365;

    static final String HELP = USAGE + """


              accounts              lists the accounts
              details               the details of one account
              balances              the balances of one account
              transactions          the transactions of one account, all pages of them
              demo                  the accounts, and with the same login the transactions of the first one
              pay                   makes a payment, and tells what became of it
              resolve               finds out what became of a payment whose outcome was unknown
              insights              spend by category, income and what is left, of a consumer with a rich history
              verify-owner          checks who owns an account, after a login at its bank
              banks                 the countries of the bank directory, the banks of one, or those of a name
              consents new          lets the consumer log in, and keeps the consent in the vault
              consents list         lists the consents in the vault
              consents inspect ID   what is known of one
              consents refresh ID   lets the consumer log in again, and puts the new consent in its place
              consents revoke ID    destroys its token; the record stays

              --user=NAME           user name at the test bank: embedded, redirect, decoupled, wrong, invalid,
                                    bank-technical, slow or any other (default: embedded); for payments also
                                    sca-methods, transfer-denied, transfer-rejected
              --bank=COUNTRY:CODE   the bank; 'none' leaves the choice to the consumer (default: DE:88888888)
              --account=ID|IBAN     the account (default: the first one that fits); an id is good for one
                                    session only at many banks, an IBAN stays
              --last-days=DAYS      how far back transactions go (default: 30; insights: 365)
              --amount=129.99       how much to pay, with a point before the decimals
              --currency=EUR        in which currency
              --to=IBAN             the recipient's account
              --name=NAME           the recipient's name, or the owner's
              --iban=IBAN           the account whose owner is checked
              --reference=TEXT      what the recipient reads
              --instant             by SEPA Instant
              --country=DE          the country of the banks
              --query=TEXT          a part of a bank's name
              --handle=FILE         where the handle of the payment is kept until its outcome is known
                                    (default: a new file among the temporary ones)
              --consent=ID          reads with a consent of the vault, without a login: as a call in the background,
                                    of which there are four a day
              --attended            as if the consumer were present, which is not counted
              --vault=FILE          where consents are kept (default: .kosma-sample/vault in your home)
              --json                prints JSON with the names of the wire, amounts in minor units
              --help                prints this

            Without more, everything happens inside, against the simulator. To go elsewhere:

              --kosma.base-url=URL --kosma.auth-base-url=URL --kosma.token=TOKEN
              --kosma.environment=playground|production --kosma.token=TOKEN

            The tokens in the vault are encrypted with the key in the environment variable KOSMA_VAULT_KEY (32 bytes in
            Base64), or else with one that is made and kept beside the vault.
            """;

    /** What the sample can do. */
    enum Command {
        ACCOUNTS,
        DETAILS,
        BALANCES,
        TRANSACTIONS,
        DEMO,
        PAY,
        RESOLVE,
        INSIGHTS,
        VERIFY_OWNER,
        BANKS,
        CONSENTS_NEW,
        CONSENTS_LIST,
        CONSENTS_INSPECT,
        CONSENTS_REFRESH,
        CONSENTS_REVOKE;

        private static final Set<Command> READS = EnumSet.of(ACCOUNTS, DETAILS, BALANCES, TRANSACTIONS);
        private static final Set<Command> ON_THE_VAULT = EnumSet.range(CONSENTS_NEW, CONSENTS_REVOKE);
        private static final Set<Command> OF_ONE_CONSENT = EnumSet.range(CONSENTS_INSPECT, CONSENTS_REVOKE);

        static Command of(String word) {
            return Arrays.stream(values())
                    .filter(command -> command.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new WrongUsage(
                            word.equals("consents")
                                    ? "consents needs one more word: new, list, inspect, refresh or revoke"
                                    : "there is no command '" + word + "'"));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT)
                    .replace("consents_", "consents ")
                    .replace('_', '-');
        }

        /** Whether it reads accounts, in a session or with a consent. */
        boolean reads() {
            return READS.contains(this);
        }

        /** Whether it is about the vault and what is in it. */
        boolean isOnTheVault() {
            return ON_THE_VAULT.contains(this);
        }

        /** Whether it names a consent. */
        boolean isOfOneConsent() {
            return OF_ONE_CONSENT.contains(this);
        }
    }

    /** The command line is wrong. */
    static final class WrongUsage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongUsage(String message) {
            super(message);
        }
    }

    static boolean asksForHelp(String... args) {
        return List.of(args).contains("--help");
    }

    /**
     * Reads a command line.
     *
     * @throws WrongUsage when it is wrong
     */
    static Arguments parse(String... args) {
        List<String> words = new ArrayList<>();
        List<String> settings = new ArrayList<>();
        Optional<String> user = Optional.empty();
        Optional<BankChoice> bank = Optional.of(DEMO_BANK);
        Optional<String> account = Optional.empty();
        OptionalInt lastDays = OptionalInt.empty();
        boolean json = false;
        Map<String, String> payment = new LinkedHashMap<>();
        Optional<Path> handle = Optional.empty();
        Optional<String> consent = Optional.empty();
        boolean attended = false;
        Optional<Path> vault = Optional.empty();
        Optional<String> iban = Optional.empty();
        Optional<String> country = Optional.empty();
        Optional<String> query = Optional.empty();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            String value = equals < 0 ? "" : arg.substring(equals + 1).strip();
            switch (name) {
                case "--user" -> user = Optional.of(required(name, value));
                case "--bank" -> bank = bank(value);
                case "--account" -> account = Optional.of(required(name, value));
                case "--last-days" -> lastDays = OptionalInt.of(days(value));
                case "--json" -> json = flag(name, equals);
                case PaymentOptions.INSTANT -> payment.put(name, String.valueOf(flag(name, equals)));
                case PaymentOptions.AMOUNT,
                        PaymentOptions.CURRENCY,
                        PaymentOptions.TO,
                        PaymentOptions.NAME,
                        PaymentOptions.REFERENCE -> payment.put(name, value);
                case "--handle" -> handle = Optional.of(Path.of(required(name, value)));
                case "--consent" -> consent = Optional.of(required(name, value));
                case "--attended" -> attended = flag(name, equals);
                case "--iban" -> iban = Optional.of(compact(required(name, value)));
                case "--country" -> country = Optional.of(country(value));
                case "--query" -> query = Optional.of(required(name, value));
                case "--vault" -> vault = Optional.of(Path.of(required(name, value)));
                default -> {
                    if (!arg.startsWith("-")) {
                        words.add(arg);
                    } else if (name.matches("--[a-z]+\\..+")) {
                        settings.add(arg);
                    } else {
                        throw new WrongUsage("there is no option '" + name + "'");
                    }
                }
            }
        }
        Command command = command(words);
        Optional<ClaimedOwner> claimed = claimed(command, payment, iban);
        if (command != Command.BANKS && (country.isPresent() || query.isPresent())) {
            throw new WrongUsage("--country and --query go with banks only");
        }
        if (command != Command.PAY && !payment.isEmpty()) {
            throw new WrongUsage(String.join(", ", payment.keySet()) + " goes with pay only");
        }
        if (command != Command.PAY && command != Command.RESOLVE && handle.isPresent()) {
            throw new WrongUsage("--handle goes with pay and resolve only");
        }
        if (command == Command.RESOLVE && handle.isEmpty()) {
            throw new WrongUsage("resolve needs --handle=FILE, the handle of the payment");
        }
        if (consent.isPresent() && !command.reads()) {
            throw new WrongUsage("--consent goes with accounts, details, balances and transactions only");
        }
        if (attended && consent.isEmpty()) {
            throw new WrongUsage("--attended goes with --consent only");
        }
        if (vault.isPresent() && consent.isEmpty() && !command.isOnTheVault()) {
            throw new WrongUsage("--vault goes with consents and with --consent only");
        }
        if (command.isOfOneConsent()) {
            consent = Optional.of(words.get(words.size() - 1));
        }
        Optional<TransferRequest> transfer = command == Command.PAY
                ? Optional.of(PaymentOptions.transfer(payment, target(account)))
                : Optional.empty();
        account.ifPresent(Arguments::requireRightIban);
        boolean insights = command == Command.INSIGHTS;
        return new Arguments(
                command,
                user.orElse(insights ? RICH_USER : "embedded"),
                bank,
                account,
                lastDays.orElse(insights ? A_YEAR : 30),
                json,
                transfer,
                handle,
                consent,
                attended,
                vault,
                claimed,
                country,
                query,
                List.copyOf(settings));
    }

    /** The name of an owner is typed as that of a recipient is. */
    private static Optional<ClaimedOwner> claimed(Command command, Map<String, String> payment, Optional<String> iban) {
        if (command != Command.VERIFY_OWNER) {
            if (iban.isPresent()) {
                throw new WrongUsage("--iban goes with verify-owner only; elsewhere it is --account or --to");
            }
            return Optional.empty();
        }
        String name = Optional.ofNullable(payment.remove(PaymentOptions.NAME)).orElse("");
        if (name.isEmpty() || iban.isEmpty()) {
            throw new WrongUsage("verify-owner needs --name=NAME and --iban=IBAN");
        }
        return Optional.of(ClaimedOwner.of(name, iban.get()));
    }

    private static String country(String value) {
        if (!value.matches("[A-Za-z]{2}")) {
            throw new WrongUsage("--country is two letters such as DE, not '" + value + "'");
        }
        return value.toUpperCase(Locale.ROOT);
    }

    private static Command command(List<String> words) {
        if (words.isEmpty()) {
            throw new WrongUsage("there is no command");
        }
        int length = words.get(0).equals("consents") && words.size() > 1 ? 2 : 1;
        Command command = Command.of(String.join(" ", words.subList(0, length)));
        List<String> more = words.subList(length, words.size());
        if (command.isOfOneConsent() && more.isEmpty()) {
            throw new WrongUsage(command.word() + " needs the id of a consent; consents list shows them");
        }
        if (more.size() > (command.isOfOneConsent() ? 1 : 0)) {
            throw new WrongUsage("'" + more.get(more.size() - 1) + "' is too much after " + command.word());
        }
        return command;
    }

    /** Whether it is of no use with a service that forgets everything when this process ends. */
    boolean needsAServiceThatStays() {
        return consent.isPresent() && command.reads()
                || command == Command.CONSENTS_NEW
                || command == Command.CONSENTS_REFRESH;
    }

    /** Whether the vault is needed. */
    boolean needsVault() {
        return consent.isPresent() || command.isOnTheVault();
    }

    /** The account as a flow is told it. */
    AccountTarget target() {
        return target(account);
    }

    private static AccountTarget target(Optional<String> account) {
        return account.map(text -> isIban(text) ? AccountTarget.iban(compact(text)) : AccountTarget.accountId(text))
                .orElse(AccountTarget.CONSUMER_CHOOSES);
    }

    private static void requireRightIban(String value) {
        if (isIban(value) && !hasRightCheckDigits(compact(value))) {
            throw new WrongUsage("--account looks like an IBAN, but its check digits do not fit: is it mistyped?");
        }
    }

    private static boolean isIban(String text) {
        return compact(text).matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
    }

    private static boolean hasRightCheckDigits(String iban) {
        String digits = (iban.substring(4) + iban.substring(0, 4))
                .chars()
                .mapToObj(character -> String.valueOf(Character.getNumericValue(character)))
                .collect(Collectors.joining());
        return new BigInteger(digits).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    static String compact(String text) {
        return text.replace(" ", "");
    }

    private static String required(String name, String value) {
        if (value.isEmpty()) {
            throw new WrongUsage(name + " needs a value");
        }
        return value;
    }

    private static boolean flag(String name, int equals) {
        if (equals >= 0) {
            throw new WrongUsage(name + " takes no value");
        }
        return true;
    }

    private static Optional<BankChoice> bank(String value) {
        if (value.isEmpty() || value.equals("none")) {
            return Optional.empty();
        }
        String[] parts = value.split(":", 2);
        try {
            return Optional.of(BankChoice.of(parts[0], parts.length == 2 ? parts[1] : ""));
        } catch (KosmaUsageException e) {
            throw new WrongUsage("--bank is COUNTRY:CODE such as DE:88888888, not '" + value + "'");
        }
    }

    private static int days(String value) {
        try {
            int days = Integer.parseInt(value);
            if (days >= 1) {
                return days;
            }
        } catch (NumberFormatException noNumber) {
            // told below
        }
        throw new WrongUsage("--last-days is a number of days from 1 on, not '" + value + "'");
    }
}
