package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.Visible;
import java.util.Set;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.IAttribute;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Keeps invisible characters off pages, whatever a template writes: no template has to handle this. Addresses and form values stay
 * unchanged, because they must find the thing again. The style sheet keeps text from reversing its neighbours, by isolating each element.
 */
final class VisibleText extends AbstractDialect implements IPostProcessorDialect {

    private static final Set<String> LEADING_ON = Set.of("href", "src", "action", "value");

    VisibleText() {
        super("Visible text");
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return 1_000;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Handler.class, 1_000));
    }

    /** Made by Thymeleaf for each page. */
    public static final class Handler extends AbstractTemplateHandler {

        private ITemplateContext context() {
            return getContext();
        }

        @Override
        public void handleText(IText text) {
            String written = text.getText();
            String seen = Visible.only(written);
            super.handleText(
                    seen.equals(written) ? text : context().getModelFactory().createText(seen));
        }

        @Override
        public void handleOpenElement(IOpenElementTag tag) {
            super.handleOpenElement(seen(tag));
        }

        @Override
        public void handleStandaloneElement(IStandaloneElementTag tag) {
            super.handleStandaloneElement(seen(tag));
        }

        private <T extends IProcessableElementTag> T seen(T tag) {
            T seen = tag;
            for (IAttribute attribute : tag.getAllAttributes()) {
                String value = attribute.getValue();
                String name = attribute.getAttributeCompleteName();
                if (value != null
                        && !LEADING_ON.contains(name)
                        && !Visible.only(value).equals(value)) {
                    seen = context().getModelFactory().setAttribute(seen, name, Visible.only(value));
                }
            }
            return seen;
        }
    }
}
