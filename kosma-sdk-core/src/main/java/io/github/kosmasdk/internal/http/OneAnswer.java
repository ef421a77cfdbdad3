package io.github.kosmasdk.internal.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets one answer through for each request. What else comes belongs to nobody: the connection is not used again, or the
 * next call would take it for its own answer. The end of an answer is held back until everything that came with it has
 * been looked at; interim answers (1xx) are left out. What is let through lies on the heap.
 */
final class OneAnswer extends ChannelDuplexHandler {

    private final Consumer<Channel> useNoMore;
    private boolean expected;
    private boolean interim;
    private @Nullable Object end;

    /**
     * Creates it, for one connection.
     *
     * @param useNoMore makes a connection end with the answer it is at
     */
    OneAnswer(Consumer<Channel> useNoMore) {
        this.useNoMore = useNoMore;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpRequest) {
            expected = true;
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!expected) {
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        if (end != null) {
            ReferenceCountUtil.release(message);
            useNoMore.accept(context.channel());
            return;
        }
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            useNoMore.accept(context.channel());
        }
        if (message instanceof HttpResponse answer) {
            interim = isInterim(answer);
            if (hasBodyAgainstTheRules(answer)) {
                useNoMore.accept(context.channel());
            }
        }
        if (interim) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof LastHttpContent) {
            end = onHeap(message);
        } else {
            context.fireChannelRead(onHeap(message));
        }
    }

    /**
     * reactor-netty forgets a part of an answer now and then whose call is cancelled by another thread at this very moment
     * (reactor-netty#3683, #3780). On the heap it is garbage like any other.
     */
    private static Object onHeap(Object message) {
        if (!(message instanceof HttpContent part) || !part.content().isReadable()) {
            return message;
        }
        try {
            return part.replace(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(part.content())));
        } finally {
            part.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        handOverEnd(context);
        if (interim && !context.channel().config().isAutoRead()) {
            context.read();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        handOverEnd(context);
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ReferenceCountUtil.release(end);
        end = null;
    }

    private void handOverEnd(ChannelHandlerContext context) {
        Object held = end;
        if (held != null) {
            end = null;
            expected = false;
            context.fireChannelRead(held);
        }
    }

    /** It is not read, so it would stand in front of the next answer. */
    private static boolean hasBodyAgainstTheRules(HttpResponse answer) {
        int status = answer.status().code();
        return (status == 204 || status == 304)
                && (HttpUtil.isTransferEncodingChunked(answer) || HttpUtil.getContentLength(answer, 0L) > 0);
    }

    private static boolean isInterim(HttpResponse answer) {
        return answer.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && !answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }
}
