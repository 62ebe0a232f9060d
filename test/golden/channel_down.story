# A channel's outage is one alarm until it is over.
channel hub down detail=连接超时
expect alarm_raised id=W1 kind=channel_down subject=hub detail=连接超时
channel hub down detail=仍未恢复
expect nothing
channel direct up
expect nothing
channel hub up
expect alarm_cleared alarm=W1
channel hub down
expect alarm_raised id=W2
