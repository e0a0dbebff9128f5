# Values that the tests compare with: Rscript registry.R in this folder writes rows.csv and expected.json. R 4.2.2, metafor 3.8-1, jsonlite.
set.seed(20261123)
n <- c(80, 35, 140, 22)
rows <- do.call(rbind, lapply(seq_along(n), function(k) data.frame(clinic = paste0("clinic-", k), before = round(pmin(10, pmax(0, rnorm(n[k], 6, 1.8))), 1),
  exposure = ifelse(runif(n[k]) < 0.7, "needling", "needling-and-heat"))))
effect <- setNames(rnorm(4, -2.2, 0.4), unique(rows$clinic))
rows$after <- round(pmin(10, pmax(0, 0.7 * rows$before + 1.6 + effect[rows$clinic] - 0.3 * (rows$exposure != "needling") + rnorm(nrow(rows), 0, 1.5))), 1)
write.csv(rows, "rows.csv", row.names = FALSE, quote = FALSE)
rows$change <- rows$after - rows$before
needled <- rows[rows$exposure == "needling", ]
middle <- mean(needled$before)
line <- summary(lm(change ~ 0 + clinic + I(before - middle), needled))
ancova <- summary(lm(change ~ 0 + clinic + exposure + before, transform(rows, exposure = relevel(factor(exposure), "needling"))))
own <- lapply(split(needled, needled$clinic), function(d) coef(summary(lm(change ~ I(before - middle), d)))[1, 1:2])
m <- sapply(split(needled$change, needled$clinic), mean); v <- sapply(split(needled$change, needled$clinic), function(x) var(x) / length(x))
control <- list(threshold = 1e-14, maxiter = 10000)
re <- metafor::rma(m, v, test = "knha", control = control)
read <- metafor::rma(sapply(own, `[`, 1), sapply(own, `[`, 2)^2, test = "knha", control = control)
xi <- sapply(split(needled, needled$clinic), function(d) sum(d$before - d$after >= 2 - 1e-9)); ni <- as.numeric(table(needled$clinic))
logit <- metafor::rma(measure = "PLO", xi = xi, ni = ni, test = "knha", control = control)
interval <- t.test(needled$change)$conf.int
limit <- function(target, n, p) { r <- qbinom(p, n, target); (r - (pbinom(r, n, target) - p) / (pbinom(r, n, target) - pbinom(r - 1, n, target))) / n }
funnel <- expand.grid(target = c(0.05, 0.34, 0.5, 0.9), n = c(1, 5, 11, 40, 333, 5000), p = c(0.001, 0.025, 0.975, 0.999))
funnel$limit <- pmin(1, pmax(0, mapply(limit, funnel$target, funnel$n, funnel$p)))
rates <- data.frame(events = c(0, 1, 3, 17, 250), exposure = c(80, 410, 410, 1200, 9000))
rates[c("lower", "upper")] <- t(mapply(function(x, t) poisson.test(x, t)$conf.int, rates$events, rates$exposure))
values <- c(6.1, 5.8, 6.4, 5.9, 6.0, 6.3, 5.7, 6.2, 4.1, 4.4, 4.0, 4.3, 4.2, 4.5)
reach <- 3 * mean(abs(diff(values))) / (2 / sqrt(pi))
jsonlite::write_json(list(
  r = R.version.string, metafor = as.character(packageVersion("metafor")), middle = middle,
  change = list(mean = mean(needled$change), sd = sd(needled$change), lower = interval[1], upper = interval[2]),
  slope = list(estimate = coef(line)[5, 1], se = coef(line)[5, 2], sd = line$sigma),
  contrast = list(estimate = coef(ancova)["exposureneedling-and-heat", 1], se = coef(ancova)["exposureneedling-and-heat", 2]),
  between = list(estimate = c(re$b), se = re$se, tau2 = re$tau2, ciLower = re$ci.lb, ciUpper = re$ci.ub),
  adjusted = list(estimate = c(read$b), se = read$se, tau2 = read$tau2), logit = list(estimate = c(logit$b), se = logit$se, tau2 = logit$tau2),
  funnel = funnel, rates = rates, xmr = list(values = values, middle = mean(values), lower = mean(values) - reach, upper = mean(values) + reach)
), "expected.json", auto_unbox = TRUE, digits = NA, pretty = TRUE)
