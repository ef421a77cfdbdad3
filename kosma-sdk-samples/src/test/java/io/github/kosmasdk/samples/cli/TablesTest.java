package io.github.kosmasdk.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kosmasdk.KosmaJson;
import io.github.kosmasdk.account.AccountDetailsResult;
import io.github.kosmasdk.account.AccountsResult;
import io.github.kosmasdk.account.BalancesResult;
import io.github.kosmasdk.account.TransactionsResult;
import org.junit.jupiter.api.Test;

class TablesTest {

    @Test
    void accountsAreAlignedAndEmptyColumnsLeftOut() {
        assertThat(Tables.of(KosmaJson.read("""
                        {"accounts": [
                          {"id": "1", "alias": "Checking account", "iban": "DE43000000005686751168", "account_type": "DEFAULT",
                           "capabilities": {"transactions": {"available": true}, "balances": {"available": true},
                                            "transfer": {"available": false}}},
                          {"id": "2", "alias": "Savings", "account_number": "98765432", "account_type": "SAVING"}]}
                        """, AccountsResult.class))).isEqualTo("""
                        2 accounts
                          IBAN OR NUMBER          NAME              TYPE     FLOWS                  ID
                          DE43000000005686751168  Checking account  DEFAULT  balances transactions  1
                          98765432                Savings           SAVING                          2
                        """);
    }

    @Test
    void noAccountsAreSaidToBeNone() {
        assertThat(Tables.of(KosmaJson.read("{\"accounts\": []}", AccountsResult.class)))
                .isEqualTo("0 accounts\n");
    }

    @Test
    void detailsAreALineEach() {
        assertThat(Tables.of(KosmaJson.read("""
                        {"account": {"id": "1", "alias": "Checking account", "holder_name": "Petra Musterfrau",
                          "holder_address": {"street_address": "Ring 1", "city": "München", "country": "DE"},
                          "balance": {"amount": -9950, "currency": "EUR"}}}
                        """, AccountDetailsResult.class))).isEqualTo("""
                        account
                          id       1
                          name     Checking account
                          holder   Petra Musterfrau
                          address  Ring 1, München, DE
                          balance  -99.50 EUR
                          flows
                        """);
    }

    @Test
    void balancesKeepTheDecimalsOfTheirCurrency() {
        assertThat(Tables.of(KosmaJson.read("""
                        {"account": {"iban": "DE43000000005686751168", "alias": "Checking account"},
                         "balance": {"amount": -5, "currency": "EUR"}, "available": {"amount": 123456, "currency": "JPY"},
                         "limit": {"amount": 7, "currency": "XXX"}}
                        """, BalancesResult.class))).isEqualTo("""
                        balances of DE43000000005686751168, Checking account
                          balance               -0.05 EUR
                          available            123456 JPY
                          limit      7 minor units of XXX
                        """);
    }

    @Test
    void transactionsShowTheirDirectionAndObeyNoControlCharacters() {
        assertThat(Tables.of(KosmaJson.read("""
                        {"account": {"iban": "DE43000000005686751168"}, "from_date": "2026-11-01", "to_date": "2026-11-23",
                         "incomplete": true,
                         "transactions": [
                          {"amount": {"amount": 321000, "currency": "EUR"}, "type": "CREDIT", "booking_date": "2026-11-02",
                           "reference": "Salary\\n\\u001b[31m", "counter_party": {"holder_name": "Beispielwerke AG"},
                           "state": "PROCESSED", "method": "TRANSFER"},
                          {"amount": {"amount": 1243, "currency": "EUR"}, "type": "DEBIT", "value_date": "2026-11-03",
                           "state": "PENDING"},
                          {"amount": {"amount": 1, "currency": "EUR"}, "type": "SIDEWAYS", "state": "PENDING"}]}
                        """, TransactionsResult.class))).isEqualTo("""
                        3 transactions of DE43000000005686751168 from 2026-11-01 to 2026-11-23, incomplete: the bank could not give all of them
                          DATE              AMOUNT  WITH              REFERENCE    METHOD    STATE
                          2026-11-02  +3210.00 EUR  Beispielwerke AG  Salary [31m  TRANSFER  PROCESSED
                          2026-11-03    -12.43 EUR                                           PENDING
                                          0.01 EUR                                           PENDING
                        """);
    }
}
