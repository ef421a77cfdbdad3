package io.github.kosmasdk.internal.http;

import io.github.kosmasdk.internal.json.UnusableAnswerException;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultLastHttpContent;
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
 * Lets one answer through for each request, without its body: that is gathered here up to a limit, for whoever reads it at the
 * end of the answer. So nothing that must be released ever gets into the hands of reactor-netty, which forgets a part of an
 * answer now and then whose call is cancelled by another thread at this very moment (reactor-netty#3683, #3780).
 *
 * <p>What else comes belongs to nobody: the connection is not used again, or the next call would take it for its own answer. The
 * end of an answer is held back until everything that came with it has been looked at; interim answers (1xx) are left out.
 */
final class OneAnswer extends ChannelDuplexHandler {

    private final int maxBodyBytes;
    private final Consumer<Channel> useNoMore;
    private boolean expected;
    private boolean interim;
    private @Nullable BoundedBytes body;
    private @Nullable LastHttpContent end;

    /**
     * Creates it, for one connection.
     *
     * @param maxBodyBytes how many bytes the body of an answer may have
     * @param useNoMore makes a connection end with the answer it is at
     */
    OneAnswer(int maxBodyBytes, Consumer<Channel> useNoMore) {
        this.maxBodyBytes = maxBodyBytes;
        this.useNoMore = useNoMore;
    }

    /**
     * Takes the body of the answer that has just ended.
     *
     * @param channel its connection, in whose event loop this is called
     * @return the body, to be released by whoever took it
     */
    static BoundedBytes takeBody(Channel channel) {
        OneAnswer answer = channel.pipeline().get(OneAnswer.class);
        BoundedBytes taken = answer == null ? null : answer.body;
        if (taken == null) {
            throw new UnusableAnswerException("its connection was closed while it was read");
        }
        answer.body = null;
        return taken;
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
        try {
            read(context, message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext context, Object message) {
        if (!expected) {
            context.close();
            return;
        }
        if (end != null) {
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
            if (!interim) {
                begin(context, answer);
            }
        }
        if (!interim && message instanceof HttpContent part) {
            gather(context, part);
        }
    }

    private void begin(ChannelHandlerContext context, HttpResponse answer) {
        dropBody();
        body = new BoundedBytes(context.alloc(), maxBodyBytes, HttpUtil.getContentLength(answer, 0L));
        context.fireChannelRead(ReferenceCountUtil.retain(answer));
    }

    private void gather(ChannelHandlerContext context, HttpContent part) {
        try {
            if (body != null) {
                body.add(part.content());
            }
        } catch (AnswerTooLargeException tooLarge) {
            expected = false;
            dropBody();
            context.fireExceptionCaught(tooLarge);
            return;
        }
        if (part instanceof LastHttpContent last) {
            end = withoutContent(last);
        }
    }

    private static LastHttpContent withoutContent(LastHttpContent last) {
        if (last.decoderResult().isSuccess()) {
            return LastHttpContent.EMPTY_LAST_CONTENT;
        }
        LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        end.setDecoderResult(last.decoderResult());
        return end;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        handOverEnd(context);
        if (expected && !context.channel().config().isAutoRead()) {
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
        dropBody();
    }

    private void handOverEnd(ChannelHandlerContext context) {
        LastHttpContent held = end;
        if (held != null) {
            end = null;
            expected = false;
            context.fireChannelRead(held);
        }
    }

    private void dropBody() {
        if (body != null) {
            body.release();
            body = null;
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
