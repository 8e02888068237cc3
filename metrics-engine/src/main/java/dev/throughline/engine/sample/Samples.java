package dev.throughline.engine.sample;

/**
 * The samples of one service, within one transaction.
 *
 * @param history which deployments have samples, in order
 * @param touched which of them new facts concern
 * @param deployments what they delivered
 * @param containments what they contain of what earlier ones delivered
 * @param judgements what was concluded of them
 * @param reconsiderations what others have to look at again because of them
 * @param options what they were derived under
 */
public record Samples(
        StoredHistory history,
        TouchedSamples touched,
        DeploymentSamples deployments,
        Containments containments,
        Judgements judgements,
        Reconsiderations reconsiderations,
        ServiceOptions options) {}
