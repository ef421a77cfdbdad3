package io.github.kosmasdk.internal.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.bean.BeanDeserializer;

/**
 * Reads records as Jackson does, by Jackson's own description of them, but calls their constructor directly. Jackson makes a
 * method handle fit its arguments anew for each record, which is a third of all that reading a page of transactions allocates,
 * and buffers the members it does not know. For records that are read by their constructor alone, as those of the SDK are.
 */
final class RecordDeserializer extends BeanDeserializer {

    private final Constructor<?> constructor;
    private SettableBeanProperty[] components = new SettableBeanProperty[0];
    /** For the next record; whoever comes at the same time makes another one. */
    private final AtomicReference<@Nullable Object @Nullable []> spare = new AtomicReference<>();

    private RecordDeserializer(BeanDeserializer description, Constructor<?> constructor) {
        super(description);
        this.constructor = constructor;
    }

    @Override
    public void resolve(DeserializationContext context) {
        super.resolve(context);
        components = new SettableBeanProperty[constructor.getParameterCount()];
        for (SettableBeanProperty component : _propertyBasedCreator.properties()) {
            components[component.getCreatorIndex()] = component;
        }
    }

    /** The parser stands at the name of the first member, or at the end of the object. */
    @Override
    protected Object _deserializeUsingPropertyBased(JsonParser parser, DeserializationContext context) {
        @Nullable Object[] free = spare.getAndSet(null);
        @Nullable Object[] values = free == null ? new Object[components.length] : free;
        for (JsonToken token = parser.currentToken(); token == JsonToken.PROPERTY_NAME; token = parser.nextToken()) {
            String name = parser.currentName();
            parser.nextToken();
            SettableBeanProperty component = _propertyBasedCreator.findCreatorProperty(name);
            if (component == null) {
                handleUnknownVanilla(parser, context, handledType(), name);
            } else {
                values[component.getCreatorIndex()] = _deserializeWithErrorWrapping(parser, context, component);
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = absent(components[i], context);
            }
        }
        Object created = created(values, context);
        Arrays.fill(values, null);
        spare.set(values);
        return created;
    }

    private Object absent(SettableBeanProperty component, DeserializationContext context) {
        try {
            return component.getValueDeserializer().getAbsentValue(context);
        } catch (JacksonException e) {
            throw e.prependPath(handledType(), component.getName());
        }
    }

    private Object created(@Nullable Object[] values, DeserializationContext context) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            return wrapInstantiationProblem(context, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Jackson made the constructor accessible", e);
        }
    }

    /** Has it read every record. */
    static final class OfAllRecords extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier description, ValueDeserializer<?> deserializer) {
            return deserializer instanceof BeanDeserializer bean
                            && bean.getValueInstantiator().getWithArgsCreator() != null
                            && bean.getValueInstantiator().getWithArgsCreator().getAnnotated()
                                    instanceof Constructor<?> constructor
                            && description.getType().isRecordType()
                    ? new RecordDeserializer(bean, constructor)
                    : deserializer;
        }
    }
}
