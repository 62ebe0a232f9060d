-- Accounts reached from account $1 by 1 to $4 transfers with strictly ascending moments in ($2, $3].
-- A row is an (account, moment, hops): one best moment an account would be wrong. An exit is reached
-- and has no moment to go on from. The second bound on moments says nothing new; it lets an engine that
-- keeps its rows in the order of time pass over the rest.
WITH RECURSIVE reached(account, moment, hops) AS (
  SELECT CAST($1 AS INTEGER), CAST($2 AS BIGINT), 0
  UNION
  SELECT t.payee, CASE WHEN t.is_exit = 0 THEN t.moment END, r.hops + 1
  FROM reached r
  JOIN transfer t ON t.payer = r.account AND t.moment > r.moment
    AND t.moment > CAST($2 AS BIGINT) AND t.moment <= CAST($3 AS BIGINT)
  WHERE r.hops < CAST($4 AS INTEGER)
)
SELECT DISTINCT account FROM reached WHERE hops > 0
