package dev.throughline.engine.sample;

/**
 * The samples of one service, within one transaction.
 *
 * @param history which deployments have samples, in order
 * @param touched which of them new facts affect
 * @param deployments what they delivered
 * @param containments which earlier deliveries they contain
 * @param judgements what was concluded about them
 * @param reconsiderations what others must reconsider because of them
 * @param options what they were derived with
 */
public record Samples(
        StoredHistory history,
        TouchedSamples touched,
        DeploymentSamples deployments,
        Containments containments,
        Judgements judgements,
        Reconsiderations reconsiderations,
        ServiceOptions options) {}
