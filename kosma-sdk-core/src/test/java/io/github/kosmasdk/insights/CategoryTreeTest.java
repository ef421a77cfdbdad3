package io.github.kosmasdk.insights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryTreeTest {

    private static final Category INSURANCES = new Category("i", "Insurances", List.of());
    private static final Category HEALTHCARE = new Category("h", "Healthcare", List.of());
    private static final Category HEALTH_INSURANCE = new Category("hi", "Health Insurance", List.of("i", "h"));
    private static final Category DENTAL = new Category("d", "Dental", List.of("hi"));
    private static final CategoryTree TREE =
            new CategoryTree(List.of(INSURANCES, HEALTHCARE, HEALTH_INSURANCE, DENTAL));

    @Test
    void isWalkedUpAndDown() {
        assertThat(TREE.roots()).containsExactly(INSURANCES, HEALTHCARE);
        assertThat(TREE.children(INSURANCES)).containsExactly(HEALTH_INSURANCE);
        assertThat(TREE.children(DENTAL)).isEmpty();
        assertThat(TREE.parents(HEALTH_INSURANCE)).containsExactly(INSURANCES, HEALTHCARE);
        assertThat(TREE.ancestors(DENTAL)).containsExactly(HEALTH_INSURANCE, INSURANCES, HEALTHCARE);
        assertThat(TREE.ancestors(INSURANCES)).isEmpty();
    }

    @Test
    void everyLineOfParentsIsAPath() {
        assertThat(TREE.paths(DENTAL))
                .containsExactly(
                        List.of(INSURANCES, HEALTH_INSURANCE, DENTAL), List.of(HEALTHCARE, HEALTH_INSURANCE, DENTAL));
        assertThat(TREE.paths(INSURANCES)).containsExactly(List.of(INSURANCES));
    }

    @Test
    void categoriesAreFoundByIdAndName() {
        assertThat(TREE.byId("hi")).contains(HEALTH_INSURANCE);
        assertThat(TREE.byId("x")).isEmpty();
        assertThat(TREE.byName("health insurance")).contains(HEALTH_INSURANCE);
        assertThat(TREE.byName("x")).isEmpty();
        assertThat(TREE.isA(DENTAL, HEALTHCARE)).isTrue();
        assertThat(TREE.isA(DENTAL, DENTAL)).isTrue();
        assertThat(TREE.isA(HEALTHCARE, DENTAL)).isFalse();
    }

    @Test
    void whatShouldNotBeDoesNoHarm() {
        Category a = new Category("a", "A", List.of("b", "nobody"));
        Category b = new Category("b", "B", List.of("a", "b"));
        CategoryTree tree = new CategoryTree(List.of(a, b, new Category("a", "Again", List.of())));
        assertThat(tree.all()).containsExactly(a, b);
        assertThat(tree.ancestors(a)).containsExactly(b);
        assertThat(tree.paths(a)).containsExactly(List.of(b, a));
    }
}
