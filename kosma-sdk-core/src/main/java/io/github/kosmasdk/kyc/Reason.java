package io.github.kosmasdk.kyc;

/** Why a check came to its verdict, and what speaks for or against it beside. */
public enum Reason {
    /** The claimed IBAN is the account's. */
    IBAN_AGREES("the IBAN is that of the account"),
    /** The bank gave no IBAN, but the account number and the bank code that the claimed one holds. */
    ACCOUNT_NUMBER_AGREES("the account number is that of the account"),
    /** The bank gave the account number that the claimed IBAN holds, but no bank code: other banks have it, too. Lowers the confidence. */
    ACCOUNT_NUMBER_WITHOUT_BANK_CODE("the account number is that of the account, but its bank is not known"),
    /** The account has another IBAN. */
    IBAN_DIFFERS("the account has another IBAN"),
    /** The account has another number. */
    ACCOUNT_NUMBER_DIFFERS("the account has another number"),
    /** The bank gave neither IBAN nor a number to compare. */
    ACCOUNT_UNKNOWN("the bank gave no IBAN or number to compare"),
    /** The claimed IBAN is none: a character, its length or its check digits are wrong. */
    CLAIMED_IBAN_INVALID("the claimed IBAN is not valid"),
    /** The bank gave no account at all. */
    NO_ACCOUNT("the bank gave no account"),
    /** The bank gave no holder. */
    HOLDER_NAME_MISSING("the bank gave no name of a holder"),
    /** The claimed name holds no word. */
    CLAIMED_NAME_MISSING("no name was claimed"),
    /** One of the names is in a script other than Latin, Greek or Cyrillic, and the other is not. */
    SCRIPT_NOT_COMPARABLE("the names are in scripts that cannot be compared"),
    /** All parts of the names agree; titles, order, case and marks aside. */
    NAME_AGREES("the names agree"),
    /** The names are those of two. */
    NAME_DIFFERS("the name is another"),
    /** A given name is an initial on one side. */
    INITIAL_ONLY("a given name is only an initial on one side"),
    /** The same words, but more than the surname stands elsewhere: José María is not María José. */
    WORDS_IN_OTHER_ORDER("the words stand in an order that can be another name"),
    /** One of the names has more parts than the other. */
    NAME_PART_MISSING("a part of the name is missing on one side"),
    /** A small slip: a letter is wrong, missing or in another place, or a blank is missing. */
    ONE_LETTER_DIFFERS("one letter is different"),
    /** The surname in the form for the other gender, as in many languages. */
    SURNAME_OF_OTHER_GENDER("the surname has the form for the other gender"),
    /** The claimed name holds a former surname. */
    FORMER_NAME("a former surname was used"),
    /** The legal form of a company is missing on one side. */
    LEGAL_FORM_MISSING("the legal form is missing on one side"),
    /** The legal forms are those of two companies. */
    LEGAL_FORM_DIFFERS("the legal form is another"),
    /** The bank's name was cut off, and agrees as far as it goes. */
    NAME_CUT_OFF("the bank's name was cut off and agrees as far as it goes"),
    /** The bank names several holders; the claimed one is among them. */
    JOINT_ACCOUNT("the account has several holders"),
    /** Several holders were claimed, of whom the bank does not name all. */
    HOLDER_MISSING("not all claimed holders are holders"),
    /** One side is somebody who trades under another name. */
    TRADING_NAME("a trading name is part of it"),
    /** The addresses agree. Raises the confidence, and never makes a verdict. */
    ADDRESS_AGREES("the address agrees"),
    /** The addresses contradict. Lowers the confidence, and never makes a verdict: people move. */
    ADDRESS_DIFFERS("the address is another"),
    /** Nothing shows that the consumer controls the account. Lowers the confidence. */
    NO_PROOF_OF_CONTROL("nothing proves that the consumer controls the account");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
