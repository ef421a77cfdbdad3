package io.github.kosmasdk.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CategoriesTest {
    private final Categories categories = new Categories();

    @Test
    void areAGraphOfAtLeastTwoHundred() {
        List<Category> all = categories.all();

        assertThat(all).hasSizeGreaterThanOrEqualTo(200);
        assertThat(all).extracting(Category::id).doesNotHaveDuplicates();
        assertThat(all).extracting(Category::name).doesNotHaveDuplicates();
        assertThat(all).filteredOn(category -> category.parents().size() > 1).hasSizeGreaterThan(30);
        assertThat(all).filteredOn(category -> category.parents().isEmpty()).hasSizeBetween(5, 40);
        assertThat(all)
                .allSatisfy(category -> assertThat(category.parents())
                        .allSatisfy(parent -> assertThat(parent.upwards()).doesNotContain(category)));
    }

    @Test
    void idsAreNameBasedButForTheDocumentedOnes() {
        assertThat(Categories.id("Insurances")).isEqualTo("7a7e8a81-9447-533d-88a3-494d2ec14f09");
        assertThat(Categories.id("Health Insurance")).isEqualTo("62ca48cb-949d-593c-9e5d-657b2c36cafc");
        // uuid.uuid5(uuid.NAMESPACE_URL, "Salary") of Python
        assertThat(Categories.id("Salary")).isEqualTo("396afdc3-ec9e-587f-9469-0f99cafff34b");
        assertThat(categories.all())
                .allMatch(category -> UUID.fromString(category.id()).version() == 5);
    }

    @Test
    void whatLiesAboveComesNearestFirst() {
        assertThat(categories.named("Supplementary Health Insurance").upwards())
                .extracting(Category::name)
                .containsExactly("Supplementary Health Insurance", "Health Insurance", "Insurances", "Healthcare");
    }
}
