package io.github.kosmasdk.kyc;

import java.util.Locale;
import java.util.Optional;
import org.iban4j.Iban;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/** Holds the claimed IBAN against what the bank gave to tell the account by. */
final class AccountComparison {

    private AccountComparison() {}

    static Reason compare(String claimedIban, BankRecord bank) {
        String claimed = compact(claimedIban);
        if (!isValid(claimed)) {
            return Reason.CLAIMED_IBAN_INVALID;
        }
        Optional<String> iban = bank.iban().map(AccountComparison::compact).filter(text -> !text.isEmpty());
        if (iban.isPresent()) {
            return iban.get().equals(claimed) ? Reason.IBAN_AGREES : Reason.IBAN_DIFFERS;
        }
        return compareNumber(Iban.valueOf(claimed), bank);
    }

    private static Reason compareNumber(Iban claimed, BankRecord bank) {
        Optional<String> number =
                bank.accountNumber().map(AccountComparison::plainNumber).filter(text -> !text.isEmpty());
        String claimedNumber = claimed.getAccountNumber();
        if (number.isEmpty() || claimedNumber == null) {
            return Reason.ACCOUNT_UNKNOWN;
        }
        if (!number.get().equals(plainNumber(claimedNumber))) {
            return Reason.ACCOUNT_NUMBER_DIFFERS;
        }
        Optional<String> code =
                bank.bankCode().map(AccountComparison::plainNumber).filter(text -> !text.isEmpty());
        if (code.isEmpty()) {
            return Reason.ACCOUNT_NUMBER_WITHOUT_BANK_CODE;
        }
        return holdsCode(claimed, code.get()) ? Reason.ACCOUNT_NUMBER_AGREES : Reason.ACCOUNT_NUMBER_DIFFERS;
    }

    /** The bank code as banks give it: with or without the branch. */
    private static boolean holdsCode(Iban claimed, String code) {
        String bank = Optional.ofNullable(claimed.getBankCode()).orElse("");
        String branch = Optional.ofNullable(claimed.getBranchCode()).orElse("");
        return code.equals(plainNumber(bank))
                || code.equals(plainNumber(bank + branch))
                || code.equals(plainNumber(branch));
    }

    /** How near an account is to the claimed one, the nearest first. */
    static int nearness(Reason reason) {
        if (isSame(reason)) {
            return reason == Reason.ACCOUNT_NUMBER_WITHOUT_BANK_CODE ? 1 : 0;
        }
        return isOther(reason) ? 3 : 2;
    }

    static boolean isSame(Reason reason) {
        return reason == Reason.IBAN_AGREES
                || reason == Reason.ACCOUNT_NUMBER_AGREES
                || reason == Reason.ACCOUNT_NUMBER_WITHOUT_BANK_CODE;
    }

    static boolean isOther(Reason reason) {
        return reason == Reason.IBAN_DIFFERS || reason == Reason.ACCOUNT_NUMBER_DIFFERS;
    }

    private static boolean isValid(String iban) {
        try {
            IbanUtil.validate(iban);
            return true;
        } catch (Iban4jException e) {
            return false;
        }
    }

    private static String compact(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
    }

    private static String plainNumber(String text) {
        return compact(text).replaceFirst("^0+", "");
    }
}
