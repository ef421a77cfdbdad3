package io.github.kosmasdk.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCategoryTest {

    @ParameterizedTest
    @CsvSource({
        "USER.ACCESS_DENIED.CREDENTIALS, USER_ACCESS_DENIED_CREDENTIALS",
        "USER.ACCESS_DENIED.SOMETHING.NEW, USER_ACCESS_DENIED",
        "USER.ACCESS_DENIED_LATELY, USER",
        "BANK.TECHNICAL.TIMEOUT, BANK",
        "BANKRUPT, UNKNOWN",
        "badRequest, UNKNOWN",
        "user.aborted, UNKNOWN",
        ".USER, UNKNOWN",
        "USER., USER",
        "'', UNKNOWN"
    })
    void aCodeIsOfTheLongestKnownPrefix(String code, ErrorCategory category) {
        assertThat(ErrorCategory.of(code)).isEqualTo(category);
    }

    @ParameterizedTest
    @EnumSource
    void everyCategoryFindsItselfAndLiesBelowItsParents(ErrorCategory category) {
        assertThat(ErrorCategory.of(category.code())).isEqualTo(category);
        assertThat(category.isA(category)).isTrue();
        category.parent().ifPresent(parent -> {
            assertThat(parent).isNotIn(category, ErrorCategory.UNKNOWN);
            assertThat(category.isA(parent)).isTrue();
            assertThat(parent.isA(category)).isFalse();
        });
    }

    @Test
    void nothingIsBelowUnknown() {
        assertThat(ErrorCategory.USER.isA(ErrorCategory.UNKNOWN)).isFalse();
        assertThat(ErrorCategory.USER.parent()).isEmpty();
    }
}
