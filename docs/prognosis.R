# Works out the probabilities of an exported review again, by another road (the readings' joint normal distribution): Rscript prognosis.R prognosis-example.json
x <- jsonlite::fromJSON(commandArgs(TRUE)[1]); p <- x$prior; r <- x$readings[x$readings$used, ]; s <- if (p$better == "lower") -1 else 1
P <- diag(p$sd) %*% matrix(c(1, p$correlation, p$correlation, 1), 2) %*% diag(p$sd)                    # prior covariance of baseline and change
g <- function(t, k) ifelse(t > 0, 1 - exp(-t / p$speedWeeks[k]), 0)                                    # share of the change that has come by week t
fit <- lapply(seq_along(p$speedWeeks), function(k) { X <- cbind(1, g(r$week, k)); S <- X %*% P %*% t(X) + diag(p$readingSd^2, nrow(r))
  e <- r$value - X %*% p$mean; K <- P %*% t(X) %*% solve(S); l <- log(p$speedWeight[k]) - (determinant(S)$modulus + t(e) %*% solve(S, e)) / 2
  list(m = p$mean + K %*% e, V = P - K %*% X %*% P, l = c(l)) })                                       # mean, covariance and log weight for each speed
l <- sapply(fit, `[[`, "l"); w <- exp(l - max(l)) / sum(exp(l - max(l)))
at <- function(t, k) { a <- c(-x$rules$importantShare, s * g(t, k)); pnorm((sum(a * fit[[k]]$m) - x$rules$importantUnits) / sqrt(c(a %*% fit[[k]]$V %*% a))) }
by <- function(t) sum(w * sapply(seq_along(w), function(k) at(t, k)))
cat(sprintf("%s %.15f\n", c("byReview", "byHorizon"), c(by(x$rules$reviewWeek), by(max(x$rules$horizonWeek, x$week)))), sep = "")
