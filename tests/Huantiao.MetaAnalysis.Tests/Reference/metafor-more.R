# Writes metafor-more.json: what metafor 3.8-1 (iterated to convergence) gives where metafor.json has nothing, as GENQ, DLIT, the ad hoc test,
# diagnostics under the other tests, few studies, ties, and Mantel-Haenszel's and Peto's diagnostics. Needs R with metafor, metadat and jsonlite.
#   Rscript metafor-more.R > metafor-more.json
suppressMessages({library(metafor); library(metadat); library(jsonlite)})
options(warn = -1)
tight <- list(threshold = 1e-13, maxiter = 10000)
closer <- function(method) if (method == "PM") list(tol = 1e-14, maxiter = 10000) else tight
fitted <- function(yi, vi, ni, method, test) {
  control <- closer(method)
  tryCatch(if (method == "GENQ") rma(yi, vi, ni = ni, weights = 1 / vi, method = method, test = test, control = control)
    else rma(yi, vi, ni = ni, method = method, test = test, control = control), error = function(e) { message(method, ": ", conditionMessage(e)); NULL })
}
series <- function(x) { x <- as.data.frame(x); names(x)[names(x) == "pvals"] <- "pval"; as.list(x[intersect(names(x), c("estimate", "se", "pval", "ci.lb", "ci.ub", "Q", "tau2", "I2"))]) }
one <- function(name, yi, vi, ni, method, test) {
  res <- fitted(yi, vi, ni, method, test)
  if (is.null(res)) return(NULL)
  out <- list(name = name, method = method, test = test, yi = yi, vi = vi, ni = ni, est = c(res$beta), se = res$se, stat = res$zval, p = res$pval,
    ci = c(res$ci.lb, res$ci.ub), tau2 = res$tau2, setau2 = if (is.na(res$se.tau2)) NULL else res$se.tau2, I2 = res$I2, H2 = res$H2, Q = res$QE, Qp = res$QEp,
    fit = unname(res$fit.stats[[if (method == "REML") "REML" else "ML"]]), weights = unname(weights(res)))
  p <- predict(res)
  if (!is.null(p$pi.lb)) out$pi <- c(p$pi.lb, p$pi.ub)
  out$cumul <- series(cumul(res))
  if (res$k > 1) {
    i <- influence(res)
    out$influence <- list(rstudent = i$inf$rstudent, dffits = i$inf$dffits, cookd = i$inf$cook.d, covr = i$inf$cov.r, tau2del = i$inf$tau2.del,
      QEdel = i$inf$QE.del, hat = i$inf$hat, dfbetas = i$dfbs$intrcpt)
    out$leave1out <- series(leave1out(res))
    rank <- ranktest(res)
    if (is.finite(rank$tau)) out$ranktest <- c(rank$tau, rank$pval)
  }
  if (res$k > 2) {
    out$regtest <- list()
    for (model in c("rma", "lm")) for (pred in c("sei", "vi", "ni", "sqrtninv")) {
      r <- tryCatch(regtest(res, model = model, predictor = pred, control = closer(method)), error = function(e) NULL)
      if (!is.null(r) && is.finite(r$zval))
        out$regtest <- c(out$regtest, list(list(model = model, pred = pred, stat = r$zval, p = r$pval, df = if (is.na(r$dfs)) NULL else r$dfs, limit = if (is.null(r$est)) NULL else r$est)))
    }
  }
  out$trimfill <- list()
  for (estimator in c("L0", "R0", "Q0")) for (side in c("left", "right")) {
    f <- tryCatch(do.call(trimfill, list(res, estimator = estimator, side = side)), error = function(e) NULL)
    if (!is.null(f)) out$trimfill <- c(out$trimfill, list(list(estimator = estimator, side = side, k0 = f$k0, est = c(f$beta), se = f$se, ci = c(f$ci.lb, f$ci.ub), tau2 = f$tau2)))
  }
  out
}
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
gibson <- escalc(measure = "MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.gibson2002)
gibson <- gibson[!is.na(gibson$yi), ]
sets <- list(
  bcg = list(bcg$yi, bcg$vi, attr(bcg$yi, "ni")), gibson = list(gibson$yi, gibson$vi, gibson$n1i + gibson$n2i),
  bcg1 = list(bcg$yi[1], bcg$vi[1], 262), bcg2 = list(bcg$yi[1:2], bcg$vi[1:2], c(262, 609)), wide2 = list(c(-0.4, 1.3), c(0.05, 0.09), c(80, 44)),
  bcg3 = list(bcg$yi[c(1, 8, 12)], bcg$vi[c(1, 8, 12)], c(262, 176782, 4839)), wide4 = list(c(-1, 0.4, 1.7, 0.6), c(0.1, 0.04, 0.3, 0.02), c(40, 90, 20, 160)),
  ties = list(c(.1, .2, .3, .4, .2, .1, .2, .9), c(.1, .1, .2, .3, .1, .4, .3, .2), c(40, 40, 20, 12, 40, 10, 14, 22)))
plan <- c(lapply(c("GENQ", "DLIT", "DL", "HE", "HSk", "SJ", "EE", "REML", "ML", "PM"), function(m) list("bcg", m)), list(list("gibson", "ML"), list("gibson", "REML")),
  unlist(lapply(c("bcg1", "bcg2", "wide2", "bcg3", "wide4", "ties"), function(s) lapply(c("EE", "DL", "HE", "HS", "SJ", "REML", "ML", "PM"), function(m) list(s, m))), recursive = FALSE))
estimates <- list()
for (p in plan) for (test in c("z", "t", "knha", "adhoc")) {
  s <- sets[[p[[1]]]]
  r <- one(p[[1]], as.vector(s[[1]]), as.vector(s[[2]]), as.vector(s[[3]]), p[[2]], test)
  if (!is.null(r)) estimates <- c(estimates, list(r))
}
tables <- list()
d <- dat.nielweise2007
zero <- d; zero$ai[3:4] <- 0; zero$ci[3:4] <- 0
raw <- function(d, names) as.list(d[names])
for (t in list(list(d, "OR"), list(d, "RR"), list(d, "RD"), list(d, "PETO"), list(zero, "OR"), list(zero, "RR"), list(zero, "RD"), list(zero, "PETO"), list(dat.hart1999, "IRR"), list(dat.hart1999, "IRD"))) {
  x <- t[[1]]; m <- t[[2]]
  res <- if (m == "PETO") rma.peto(ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = x) else if (m %in% c("IRR", "IRD"))
    rma.mh(measure = m, x1i = x1i, t1i = t1i, x2i = x2i, t2i = t2i, data = x) else rma.mh(measure = m, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = x)
  reg <- regtest(res)
  rank <- ranktest(res)
  tables <- c(tables, list(list(measure = m, raw = raw(x, if (m %in% c("IRR", "IRD")) c("x1i", "t1i", "x2i", "t2i") else c("ai", "n1i", "ci", "n2i")),
    k = res$k, est = c(res$beta), se = res$se, Q = res$QE, Qp = res$QEp, I2 = res$I2, H2 = res$H2, fit = unname(res$fit.stats$ML), weights = unname(weights(res)),
    leave1out = series(leave1out(res)), cumul = series(cumul(res)), regtest = c(reg$zval, reg$pval, reg$est), ranktest = c(rank$tau, rank$pval))))
}
cat(toJSON(list(metafor = as.character(packageVersion("metafor")), estimates = estimates, tables = tables), digits = I(15), auto_unbox = TRUE, na = "null", null = "null"))
